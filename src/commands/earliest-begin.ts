import type { Instant } from '../base/instant.ts';
import type { Stream } from '../streams/stream.ts';
import { statesWithin } from '../sync/partition-states.ts';
import { readSavedState } from '../sync/saved-state.ts';

/** Returns from when on the states speak that these streams have, the earliest of all; undefined where there is none. */
export function earliestBegin(
  streams: readonly Stream[],
  stateOf: (stream: string) => unknown,
): Instant | undefined {
  const begins = streams
    .flatMap((stream) => statesWithin(stateOf(stream.name)).map((state) => beginOf(stream, state)))
    .filter((begin) => begin !== undefined);
  return begins.length === 0 ? undefined : Math.min(...begins);
}

function beginOf({ name, cursorField, isCompared }: Stream, state: unknown): Instant | undefined {
  if (cursorField === undefined || isCompared) return undefined;
  try {
    return readSavedState(state, { stream: name, cursorField, lookbackMs: 0, onWarning() {} })?.begin;
  } catch {
    // One that cannot be read says nothing; to read anew is the way out of that.
    return undefined;
  }
}
