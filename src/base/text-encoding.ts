/**
 * Decodes a text file in UTF-8, or in the UTF-16 that editors and shells on Windows write, without its byte order
 * mark. Returns undefined for bytes that are neither.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    // Its only other error: a text longer than Node can hold.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  // A JSON text begins with a character of ASCII, whose other half is zero in UTF-16.
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}
