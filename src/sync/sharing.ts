import { DAY, type Instant } from '../instant.ts';
import type { WindowWalk } from './window-walk.ts';
import { borderNear, type Range } from './windows.ts';

/**
 * Fewer pages than this are not worth sharing, for each stream that is fed: each walk more ends with a page that is
 * half empty, and takes a check.
 */
const WORTH_SHARING = 5;

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
 * While the very first page of a long range is still awaited nothing is known of its volume, and its last parts are
 * taken one by one.
 */
export function earlyShareOf(walks: readonly WindowWalk[], range: Range, now: Instant): Share | undefined {
  const root = walks.find((walk) => isSlowRoot(walk, range, now));
  if (root === undefined) return undefined;
  return shareAt(root, (root.window.to ?? range.to) - (range.to - range.from) / EARLY_PARTS);
}

/** Chooses among the walks under way the one that has most before it, and the middle of that. */
export function shareOf(walks: readonly WindowWalk[], range: Range): Share | undefined {
  const [most] = walks
    .filter(({ isUnanswered, awaitsCount, isKnown }) => !isUnanswered && !awaitsCount && !isKnown)
    .filter(({ progress }) => progress.isAscending)
    .filter(({ remainingPages, options }) => remainingPages >= WORTH_SHARING * options.runs.length)
    .toSorted((one, other) => other.remainingPages - one.remainingPages);
  if (most === undefined) return undefined;
  const { from, to = range.to } = most.window;
  return shareAt(most, (Math.max(most.progress.last, from) + to) / 2);
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
