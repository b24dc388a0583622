import { DAY, HOUR, type Instant } from '../base/instant.ts';
import type { Stretch } from './stretch.ts';

/**
 * How long the reading of a moment holds, by the age that the moment had when it was read: Gong publishes most calls
 * within hours, and changes fewer and fewer of them from day to day.
 */
const STEPS = [
  { toAgeMs: 3 * HOUR, holdsMs: 0 },
  { toAgeMs: 2 * DAY, holdsMs: 6 * HOUR },
  { toAgeMs: 7 * DAY, holdsMs: DAY },
  { toAgeMs: Infinity, holdsMs: 7 * DAY },
] as const;

/**
 * Schedules jitter: a sync that comes a little early must not put a reading off by a whole interval. With more than half
 * an hour, hourly syncs would read what holds for a day every 22 or 23 hours.
 */
const EARLY_MS = HOUR / 2;

/** Where, if at all, a stretch begins to be due again at this moment. */
export function dueFrom({ from, to, readAt }: Stretch, now: Instant, lookbackMs: number): Instant {
  // The clock was ahead, or has been set back: nobody knows when it was read, so the look-back is counted from now.
  if (readAt > now) return Math.max(from, now - lookbackMs);
  if (isFinished({ from, to, readAt }, lookbackMs)) return Infinity;
  const sinceMs = now - readAt;
  const deepest = STEPS.findLast(({ holdsMs }) => sinceMs >= holdsMs - EARLY_MS);
  return Math.max(from, readAt - Math.min(lookbackMs, deepest?.toAgeMs ?? 0));
}

/** Whether all of it had reached the age of the look-back when it was read. */
export function isFinished({ to, readAt }: Stretch, lookbackMs: number): boolean {
  return to <= readAt - lookbackMs;
}
