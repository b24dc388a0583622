import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND, startOfSecond, type Instant } from '../base/instant.ts';
import { fileNameOf } from './directory-state.ts';
import { sizeOf } from './file-system.ts';
import type { StateStore } from './state-store.ts';
import type { PlannedSync } from './sync-plan.ts';

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

/**
 * The same syncs, without streams that would join one in which they have a file already: a clock that was set back can make
 * that look like a sync to come. They are left to the next one.
 */
export async function withoutTaken<Shape extends { readonly name: string }>(
  syncs: readonly PlannedSync<Shape>[],
  { root, state }: StateStore,
): Promise<readonly PlannedSync<Shape>[]> {
  return await Promise.all(
    syncs.map(async (planned) => {
      const isTaken = async (stream: Shape): Promise<boolean> => {
        const last = state.entries.get(stream.name)?.sync;
        const goesOn = last?.now === planned.now && !last.isFinished;
        return !goesOn && (await hasFileOf(planned.now, root, [stream]));
      };
      const taken = await Promise.all(planned.streams.map(isTaken));
      return { ...planned, streams: planned.streams.filter((_stream, index) => taken[index] !== true) };
    }),
  );
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
