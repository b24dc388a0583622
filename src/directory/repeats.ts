import { rm } from 'node:fs/promises';
import { ConfigError } from '../base/errors.ts';
import { isJsonObject } from '../base/json-object.ts';
import { DataFile } from './data-file.ts';
import { isCompressedName, type Extent } from './directory-state.ts';
import { PART } from './file-system.ts';
import { EMITTED_AT } from './record-line.ts';
import { readLines } from './read-lines.ts';

/**
 * Writes beside a file the same without records of which a later one has the same key, so that of each the newest is
 * left. Returns how far that goes, or undefined, with nothing written, where no key repeats.
 */
export async function writeWithoutRepeats(
  path: string,
  primaryKey: readonly string[],
  signal: AbortSignal,
): Promise<Extent | undefined> {
  const isCompressed = isCompressedName(path);
  const repeated = await findRepeated(readLines(path, isCompressed, signal), path, primaryKey);
  if (repeated.size === 0) return undefined;
  const part = new DataFile(`${path}${PART}`, isCompressed);
  await rm(part.path, { force: true });
  // Its failure comes with the promise.
  const writer = part.writer(() => {});
  try {
    let number = 0;
    for await (const line of readLines(path, isCompressed, signal)) {
      number += 1;
      if (repeated.has(number)) continue;
      writer.append('', line, '\n');
      writer.flushIfFull();
      await writer.written;
    }
    await writer.flush();
    return await part.sync();
  } finally {
    await part.close();
  }
}

/** Returns the numbers of the lines behind which another one has the same key. */
async function findRepeated(
  lines: AsyncIterable<string>,
  path: string,
  primaryKey: readonly string[],
): Promise<ReadonlySet<number>> {
  const last = new Map<string, number>();
  const repeated = new Set<number>();
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const key = keyOf(line, primaryKey);
    if (key === undefined) {
      throw new ConfigError(
        `Line ${number} of ${path} is no JSON object, so it was changed by other hands than this command's. Put the file back as it was, or read the stream anew with --full.`,
      );
    }
    const earlier = last.get(key);
    if (earlier !== undefined) repeated.add(earlier);
    last.set(key, number);
  }
  return repeated;
}

/** What tells a record from others; undefined for what is none. */
function keyOf(line: string, primaryKey: readonly string[]): string | undefined {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isJsonObject(record)) return undefined;
  const parts = primaryKey.map((field) => record[field]);
  if (parts.every((part) => typeof part === 'string' || typeof part === 'number')) {
    return JSON.stringify(parts.map(String));
  }
  // Without a key it is the same record if all of it is the same.
  return line.slice(0, line.lastIndexOf(`"${EMITTED_AT}"`));
}
