import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Yields the lines of a file, without their ends, up to its last end of a line. Rejects when the signal aborts. */
export async function* readLines(
  path: string,
  isCompressed: boolean,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of openText(path, isCompressed, signal)) {
    const text = String(chunk);
    rest += text;
    // A long line comes in many pieces, and need not be searched anew with each.
    if (!text.includes('\n')) continue;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function openText(path: string, isCompressed: boolean, signal: AbortSignal): Readable {
  const file = createReadStream(path, { signal });
  if (!isCompressed) return file.setEncoding('utf8');
  const text = createGunzip().setEncoding('utf8');
  // Its failure comes out at the end that is read.
  pipeline(file, text, () => {});
  return text;
}
