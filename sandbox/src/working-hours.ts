import type { Settings } from './options.ts';
import { share } from './random.ts';
import { microsecondsPerSecond } from './time.ts';

const hour = 3600 * microsecondsPerSecond;

/**
 * One ascending instant a call, dense in the company's working hours, thin at night and at weekends:
 * the quantiles of a weekly rhythm.
 */
export function* workingHours(settings: Settings): Generator<number> {
  const { calls, seed, from, until, offsetMinutes } = settings;
  const hours = Math.max(1, Math.ceil((until - from) / hour));
  let total = 0;
  for (let at = 0; at < hours; at += 1) total += weight(from + at * hour, offsetMinutes);
  let at = 0;
  let before = 0;
  let current = weight(from, offsetMinutes);
  for (let index = 0; index < calls; index += 1) {
    const target = ((index + share(seed, 'slot', index)) / calls) * total;
    while (before + current < target && at < hours - 1) {
      before += current;
      at += 1;
      current = weight(from + at * hour, offsetMinutes);
    }
    yield Math.floor(from + (at + Math.min(1, (target - before) / current)) * hour);
  }
}

function weight(time: number, offsetMinutes: number): number {
  const local = new Date(time / 1000 + offsetMinutes * 60_000);
  const clock = local.getUTCHours();
  const working = clock >= 9 && clock < 17 ? 10 : clock >= 7 && clock < 20 ? 2 : 0.3;
  const weekday = local.getUTCDay();
  return weekday === 0 || weekday === 6 ? working * 0.15 : working;
}
