import { DAY, HOUR, SECOND, startOfDay, startOfSecond, type Instant } from '../instant.ts';
import type { List, Window } from '../streams/list.ts';

/** What a sync reads of a stream: half-open, fixed when the sync starts. */
export interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

/** A company's clock is at most this far ahead of UTC or behind it. */
export const FURTHEST_OFFSET = 14 * HOUR;

/** Longer parts than this are cut on the full hour. */
const FINE = 6 * HOUR;

/**
 * Where a window of seconds is cut near this moment, into parts of about this length. Meetings are planned for the
 * full hour and begin after it, so a border on it parts few calls from the time they were planned for.
 */
export function borderNear(moment: Instant, length: number): Instant {
  return length > FINE ? Math.floor(moment / HOUR) * HOUR : startOfSecond(moment);
}

/** The whole range as one window. A window of days is wide enough for any time zone and open at its end. */
export function wholeWindow({ from, to }: Range, granularity: List['granularity']): Window {
  return granularity === 'day'
    ? { from: startOfDay(from - FURTHEST_OFFSET), to: undefined, end: to }
    : { from, to, end: to };
}

/**
 * Cuts a window into at most `parts` of about equal length that tile it exactly. One that cannot be cut any more
 * comes back alone. `range` is the sync's: an open window counts as ending where the range does.
 */
export function cutWindow(
  window: Window,
  parts: number,
  granularity: List['granularity'],
  range: Range,
): Window[] {
  if (granularity === 'none') return [window];
  const step = granularity === 'day' ? DAY : SECOND;
  const end = window.to ?? range.to;
  const length = end - window.from;
  const round = (moment: Instant): Instant =>
    granularity === 'day' ? startOfDay(moment) : borderNear(moment, length / parts);
  const cuts: Instant[] = [];
  for (let part = 1; part < parts; part += 1) {
    const cut = round(window.from + (length * part) / parts);
    if (cut >= (cuts.at(-1) ?? window.from) + step) cuts.push(cut);
  }
  const bounds = [window.from, ...cuts];
  return bounds.map((from, index) => {
    const to = bounds[index + 1];
    return to === undefined
      ? { from, to: window.to, end: window.end }
      : { from, to, end: reachedAt(to, granularity, range) };
  });
}

/** A day begins at different moments in different zones: at its start in UTC it is not over everywhere before. */
function reachedAt(to: Instant, granularity: List['granularity'], range: Range): Instant {
  return granularity === 'day' ? Math.min(range.to, Math.max(range.from, to - FURTHEST_OFFSET)) : to;
}
