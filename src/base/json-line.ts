/** Returns the value as JSON on one line, whatever counts as the end of one. Throws if it has no JSON. */
export function toJsonLine(value: unknown): string {
  const json = JSON.stringify(value);
  // A search is so much cheaper than a replacement that nearly all records go this way.
  if (!hasLineEnd(json)) return json;
  return json.replaceAll(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Ends of lines for Unicode, and for the Python tools that read us, but not for JSON, which lets them stand as they are. */
function hasLineEnd(json: string): boolean {
  return json.includes('\u0085') || json.includes('\u2028') || json.includes('\u2029');
}
