import type { StreamEntry } from './directory-state.ts';

/** The streams of a directory with their last syncs. */
export type LastReads = ReadonlyMap<string, Pick<StreamEntry, 'sync'>>;

/**
 * Whether the rows that are made of a stream's records can stand for these: all of them came, and they were read as lately.
 */
export function areAsNew(reads: LastReads, rows: string, records: string): boolean {
  const own = reads.get(rows)?.sync;
  if (own === undefined || !own.isFinished || own.hasFailed === true) return false;
  return own.now >= (reads.get(records)?.sync.now ?? -Infinity);
}
