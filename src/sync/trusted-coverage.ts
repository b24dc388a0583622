import { DAY, HOUR, type Instant } from '../base/instant.ts';
import type { KnownDays, Range } from '../streams/list.ts';
import { Coverage } from './coverage.ts';
import type { SavedState } from './saved-state.ts';

/**
 * How long it is believed that there is nothing at all in a stream: its credentials may not have been allowed to see it, and
 * what they see later is as old as it is.
 */
const EMPTY_MS = DAY - HOUR / 2;

/** A list that files calls by another of their times differs by hardly more than this at the borders of what was read. */
export const FILING_DIFFERENCE_MS = DAY;

/** A day ends so much later in one place on earth than in another. */
const ZONE_DIFFERENCE_MS = 26 * HOUR;

/** By what the stream is read today. */
export interface ReadingOfToday {
  /** From the beginning of history, as config and state have it, to the start of the sync. */
  readonly range: Range;
  readonly lookbackMs: number;
  /** A full refresh repeats nothing that its state covers. */
  readonly isFullRefresh: boolean;
  /** Only for a list by days of the company, where a quiet stretch is nothing to wonder at: what was read stays read. */
  readonly days?: KnownDays | undefined;
  /** Only for a stream that may be fed by one list or another. */
  readonly list: string | undefined;
}

/** What of a saved state still counts as read. `isEmpty` tells that nothing had been seen of the stream. */
export function trustedCoverage(
  saved: SavedState | undefined,
  isEmpty: boolean,
  today: ReadingOfToday,
): Coverage {
  if (saved === undefined) return new Coverage();
  const { range, lookbackMs, isFullRefresh, days, list } = today;
  // A clock that was ahead, or a hand: nothing has been read of what lies in the future.
  let trusted = saved.coverage.upTo(range.to);
  if (isEmpty) trusted = trusted.readSince(range.to - EMPTY_MS);
  const isFiledOtherwise = list !== undefined && (saved.list ?? 'calls') !== list;
  // A full refresh says that it has read all, also what is published later.
  const isAhead = saved.isFullRefresh && !isFullRefresh && lookbackMs === 0;
  if (isFiledOtherwise || isAhead) {
    const again = range.to - Math.max(lookbackMs, FILING_DIFFERENCE_MS);
    trusted = asFiledOtherwise(trusted, range.from).stale({ from: again, to: range.to });
  }
  if (days?.timeZone !== undefined && days.timeZone !== saved.timeZone) {
    trusted = trusted.withStaleBorders(ZONE_DIFFERENCE_MS, range.from);
  }
  return trusted;
}

/** What has been read, where another list goes on from here. */
export function asFiledOtherwise(coverage: Coverage, begin: Instant): Coverage {
  return coverage.withStaleBorders(FILING_DIFFERENCE_MS, begin);
}
