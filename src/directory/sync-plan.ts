import type { Instant } from '../base/instant.ts';
import type { DirectoryState, StreamEntry } from './directory-state.ts';

/** One sync of some streams. */
export interface PlannedSync<Shape> {
  readonly now: Instant;
  readonly streams: readonly Shape[];
  /** Whether it was begun before, and broken off. */
  readonly isResumed: boolean;
}

/**
 * Returns the syncs to be made of these streams, in their order. Those that were broken off go on, and then there is no
 * new one: streams that were not part of them, or were read last before them, join the last.
 */
export function planSyncs<Shape extends { readonly name: string }>(
  { entries }: DirectoryState,
  streams: readonly Shape[],
  now: Instant,
): PlannedSync<Shape>[] {
  const brokenOff = (stream: Shape): Instant | undefined => brokenOffAt(entries.get(stream.name));
  const starts = [...new Set(streams.map(brokenOff))]
    .filter((start) => start !== undefined)
    .toSorted((one, other) => one - other);
  const last = starts.at(-1);
  if (last === undefined) return [{ now, streams, isResumed: false }];
  return starts.map((start) => ({
    now: start,
    isResumed: true,
    streams: streams.filter((stream) => {
      const entry = entries.get(stream.name);
      if (brokenOffAt(entry) !== undefined) return brokenOffAt(entry) === start;
      return start === last && (entry === undefined || entry.sync.now < last);
    }),
  }));
}

function brokenOffAt(entry: StreamEntry | undefined): Instant | undefined {
  return entry === undefined || entry.sync.isFinished ? undefined : entry.sync.now;
}
