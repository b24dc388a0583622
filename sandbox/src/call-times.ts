import type { Settings } from './options.ts';
import { random, type Random } from './random.ts';
import { microsecondsPerSecond } from './time.ts';
import { workingHours } from './working-hours.ts';

/** Times of all calls by index, in microseconds since 1970; a call without a scheduled time has NaN. */
export interface CallTimes {
  readonly scheduled: Float64Array;
  readonly started: Float64Array;
  /** 1 for web conferences recorded by Gong, 0 for telephony and uploads. */
  readonly conference: Uint8Array;
}

const minute = 60 * microsecondsPerSecond;
const hour = 60 * minute;
const day = 24 * hour;

export function callTimes(settings: Settings): CallTimes {
  const { calls, seed, from, until } = settings;
  const scheduled = new Float64Array(calls);
  const started = new Float64Array(calls);
  const conference = new Uint8Array(calls);
  const clamp = (time: number): number => Math.max(from, Math.min(time, until - microsecondsPerSecond));
  let index = 0;
  for (const slot of workingHours(settings)) {
    const choose = random(seed, 'times', index);
    const midnight = Math.floor(slot / day) * day;
    const snapped = choose.chance(0.015) && midnight >= from;
    if (choose.chance(0.7)) {
      conference[index] = 1;
      const planned = clamp(snapped ? midnight : floorTo(slot, choose.pick([15, 15, 5, 1]) * minute));
      scheduled[index] = planned;
      started[index] = clamp(sharpen(planned + delay(choose), choose));
    } else {
      const start = clamp(snapped ? midnight : sharpen(slot, choose));
      started[index] = start;
      // A dialler's plan; Gong's window of telephony calls does not look at it.
      scheduled[index] = choose.chance(0.5)
        ? Number.NaN
        : clamp(floorTo(start - choose.next() * 30 * hour, minute));
    }
    index += 1;
  }
  return { scheduled, started, conference };
}

/** Web conferences rarely begin when planned; a few are hours off. */
function delay(choose: Random): number {
  const kind = choose.next();
  if (kind < 0.03) return 0;
  if (kind < 0.3) return -choose.next() * 4 * minute;
  if (kind < 0.93) return choose.next() ** 2 * 15 * minute;
  if (kind < 0.97) return hour + choose.next() * 5 * hour;
  return -hour - choose.next() * 2 * hour;
}

/** Whole seconds, milliseconds or microseconds: the three notations Gong uses. */
function sharpen(time: number, choose: Random): number {
  return floorTo(time, choose.pick([microsecondsPerSecond, 1000, 1]));
}

function floorTo(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}
