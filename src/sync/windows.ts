import { DAY, HOUR, SECOND, startOfDay, startOfSecond, type Instant } from '../base/instant.ts';
import type { List, Range, Window } from '../streams/list.ts';

/** Longer parts than this are cut on the full hour. */
const FINE_MS = 6 * HOUR;

/**
 * Where a range is cut near this moment, into parts of about this length. Meetings are planned for the full hour and
 * begin after it, so a border on it parts few calls from the time they were planned for.
 */
function borderNear(moment: Instant, lengthMs: number, granularity: List['granularity']): Instant {
  if (granularity === 'day') return startOfDay(moment);
  return lengthMs > FINE_MS ? Math.floor(moment / HOUR) * HOUR : startOfSecond(moment);
}

/** Cuts a range into at most `parts` of about equal length that tile it, in order. One that cannot be cut comes alone. */
export function cutRange({ from, to }: Range, parts: number, granularity: List['granularity']): Range[] {
  if (granularity === 'none' || granularity === 'fixed') return [{ from, to }];
  const shortestMs = granularity === 'day' ? DAY : SECOND;
  const lengthMs = (to - from) / parts;
  const cuts: Instant[] = [];
  for (let part = 1; part < parts; part += 1) {
    const cut = borderNear(from + lengthMs * part, lengthMs, granularity);
    if (cut >= (cuts.at(-1) ?? from) + shortestMs && cut < to) cuts.push(cut);
  }
  const bounds = [from, ...cuts];
  return bounds.map((bound, index) => ({ from: bound, to: bounds[index + 1] ?? to }));
}

/** The same of a window, of whose parts one at most is the last of its list. */
export function cutWindow(whole: Window, parts: number, granularity: List['granularity']): Window[] {
  return cutRange(whole, parts, granularity).map((range) => ({
    ...range,
    isLast: whole.isLast && range.to === whole.to,
  }));
}
