import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND, startOfSecond, type Instant } from '../instant.ts';
import { fileNameOf } from './directory-state.ts';
import { sizeOf } from './file-system.ts';

/** Returns the second in which a new sync starts. Its files are named after it, so one that has files already is waited out. */
export async function nextStart(
  root: string,
  streams: readonly { readonly name: string }[],
): Promise<Instant> {
  for (;;) {
    const start = startOfSecond(Date.now());
    if (!(await hasFileOf(start, root, streams))) return start;
    await sleep(start + SECOND - Date.now());
  }
}

async function hasFileOf(
  start: Instant,
  root: string,
  streams: readonly { readonly name: string }[],
): Promise<boolean> {
  const names = [false, true].map((isCompressed) => fileNameOf(start, isCompressed));
  const paths = streams.flatMap((stream) => names.map((name) => join(root, stream.name, name)));
  const sizes = await Promise.all(paths.map(sizeOf));
  return sizes.some((size) => size !== undefined);
}
