import { DAY, formatInstant, type Instant } from '../base/instant.ts';
import type { List, Range } from '../streams/list.ts';
import type { Coverage } from './coverage.ts';

/**
 * Returns which stretches of a list whose items Gong does not keep were read by no sync in time. What lies before the first
 * one that was read is not among them, nor what was gone when a sync was there last: that one has told of it, or was the
 * first.
 */
export function lostRanges(list: List, coverage: Coverage, { from, to }: Range, now: Instant): Range[] {
  const [first] = coverage.stretches;
  if (list.keptMs === undefined || first === undefined) return [];
  const lastRead = Math.max(...coverage.stretches.map(({ readAt }) => readAt));
  const begin = Math.max(from, first.from, lastRead - list.keptMs);
  return coverage.gaps({ from: begin, to: Math.min(to, now - list.keptMs) });
}

export function lossText({ name, keptMs = 0 }: List, { from, to }: Range): string {
  return `${name}: entries between ${formatInstant(from)} and ${formatInstant(to)} are gone, if there were any: Gong keeps them ${keptMs / DAY} days, and no sync has read them in that time. Let less time pass between syncs.`;
}
