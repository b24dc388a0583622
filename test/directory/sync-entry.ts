import { fileNameOf, NOTHING, type StreamEntry } from '../../src/directory/directory-state.ts';

/** What a state.json says of a stream whose last sync was at this moment. */
export function syncEntry(
  stream: string,
  now: number,
  outcome: Partial<StreamEntry['sync']> = {},
): StreamEntry {
  const sync = { now, file: fileNameOf(now, false), extent: NOTHING, isFinished: true, isSwapDue: false };
  return { stream, state: {}, sync: { ...sync, ...outcome } };
}
