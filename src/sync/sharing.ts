import { DAY, type Instant } from '../instant.ts';
import type { Listing } from '../streams/listing.ts';
import type { WindowWalk } from './window-walk.ts';
import { borderNear, type Range } from './windows.ts';

/** Fewer pages than this are not worth sharing: each walk more ends with a page that is half empty. */
const WORTH_SHARING = 3;

/** The same where a walk that was shared has to be checked in the end, which takes a request or two. */
const WORTH_CHECKING = 10;

/** A first page that takes longer than this, in milliseconds, is not waited for where the range is long. */
const SLOW = 400;
const LONG_RANGE = 14 * DAY;
const EARLY_PARTS = 9;

/** The walk that can do with a second one, and where that one is to begin. */
export interface Share {
  readonly walk: WindowWalk;
  readonly from: Instant;
}

/**
 * Chooses among the walks under way the one that has most before it, and the middle of that. While the very first
 * page of a long range is still awaited nothing is known of its volume, and its last parts are taken one by one.
 */
export function shareOf(walks: readonly WindowWalk[], range: Range, now: Instant): Share | undefined {
  const slow = walks.find((walk) => isSlowRoot(walk, range, now));
  if (slow !== undefined)
    return shareAt(slow, (slow.window.to ?? range.to) - (range.to - range.from) / EARLY_PARTS);
  const [most] = walks
    .filter(
      ({ isUnanswered, awaitsCount, progress }) => !isUnanswered && !awaitsCount && progress.isAscending,
    )
    .filter(({ remainingPages, options }) => remainingPages >= worthOf(options.listing))
    .toSorted((one, other) => other.remainingPages - one.remainingPages);
  if (most === undefined) return undefined;
  const { from, to = range.to } = most.window;
  return shareAt(most, (Math.max(most.progress.last, from) + to) / 2);
}

function worthOf({ hasOneTime }: Listing): number {
  return hasOneTime === true ? WORTH_SHARING : WORTH_CHECKING;
}

function isSlowRoot(
  { isUnanswered, options, begun }: WindowWalk,
  { from, to }: Range,
  now: Instant,
): boolean {
  const isRoot = options.window.from === from && options.window.to === to;
  return isRoot && isUnanswered && to - from > LONG_RANGE && now - begun > SLOW;
}

function shareAt(walk: WindowWalk, moment: Instant): Share | undefined {
  const { window } = walk;
  const from = borderNear(moment, (window.to ?? moment) - moment);
  return from > window.from && window.to !== undefined && from < window.to ? { walk, from } : undefined;
}
