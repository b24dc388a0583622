import type { Instant } from '../base/instant.ts';
import type { StreamEntry } from './directory-state.ts';

/** When streams were last read. What this sync reads is as new as anything can be. */
export type LastReads = ReadonlyMap<string, Instant>;

/** A stream of which an earlier sync could read nothing, because of a missing scope say, counts as not read. */
export function lastReads(
  entries: ReadonlyMap<string, StreamEntry>,
  chosen: readonly { readonly name: string }[],
): LastReads {
  const hasFailed = (name: string): boolean => entries.has(name) && entries.get(name)?.state === undefined;
  const earlier = [...entries].map(([name, { sync }]) => [name, sync.now] as const);
  const now = chosen.map(({ name }) => [name, Infinity] as const);
  return new Map([...earlier, ...now].filter(([name]) => !hasFailed(name)));
}

/** Whether the rows that are made of a stream's records can stand for these: they were read as lately. */
export function areAsNew(reads: LastReads, rows: string, records: string): boolean {
  return (reads.get(rows) ?? -Infinity) >= (reads.get(records) ?? -Infinity) && reads.has(rows);
}
