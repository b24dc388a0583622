import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from '../sandbox/src/index.ts';
import { errorCodeOf } from '../src/base/error-code.ts';
import type { JsonObject } from './airbyte-message.ts';
import { everyStream } from './read-sandbox.ts';
import { byKey, truth, type StreamName } from './truth.ts';

export function newDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'source-gong-'));
}

/** Returns a copy of a directory to which this process is writing, as a kill at this instant would leave it. */
export function snapshotOf(directory: string): string {
  for (;;) {
    // What the file system has been asked for already it does; nothing more is asked for meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
    const copy = copyInPeace(directory);
    if (copy !== undefined) return copy;
  }
}

/** Undefined where a file came, went or moved meanwhile. */
function copyInPeace(directory: string): string | undefined {
  const copy = newDirectory();
  try {
    const before = pathsBelow(directory);
    cpSync(directory, copy, { recursive: true });
    return isDeepStrictEqual(pathsBelow(directory), before) ? copy : undefined;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function pathsBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).toSorted();
}

/** The names of a stream's files, the oldest first. */
export function filesOf(directory: string, stream: string): string[] {
  const folder = join(directory, stream);
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}

/** What the files below the folder of documents hold, by their paths. */
export function documentsIn(root: string): Record<string, string> {
  const folder = join(root, 'documents');
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** The records of a stream's files, or of one of them, as Gong sent them. Throws where a line is not as it must be. */
export function recordsOf(
  directory: string,
  stream: string,
  files = filesOf(directory, stream),
): JsonObject[] {
  return files.flatMap((file) => {
    const bytes = readFileSync(join(directory, stream, file));
    const text = String(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    if (!text.endsWith('\n')) throw new Error(`${stream}/${file} does not end with a line`);
    return text
      .slice(0, -1)
      .split('\n')
      .map((line) => recordOf(line, `${stream}/${file}`));
  });
}

function recordOf(line: string, file: string): JsonObject {
  const record: JsonObject = JSON.parse(line);
  const { _emitted_at: emittedAt, _changed_at: _ofTheSync, ...rest } = record;
  if (
    Object.keys(record).at(-1) !== '_emitted_at' ||
    !/^\d{4}(?:-\d\d){2}T\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(emittedAt))
  )
    throw new Error(`${file} has a record without its time: ${line.slice(-60)}`);
  return rest;
}

/** The streams whose files do not hold each record of the sandbox exactly once, and how many records they hold. */
export function wrongStreams(
  sandbox: Sandbox,
  directory: string,
  streams: readonly StreamName[] = everyStream,
): string[] {
  return streams.flatMap((stream) => {
    const actual = byKey(stream, recordsOf(directory, stream));
    const expected = byKey(stream, truth(sandbox, stream));
    if (isDeepStrictEqual(actual, expected)) return [];
    return [`${stream}: ${actual.length} records, of which Gong has ${expected.length}`];
  });
}
