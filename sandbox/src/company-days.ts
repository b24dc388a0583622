import type { Company } from './company.ts';
import { endOfData } from './end-of-data.ts';
import { microsecondsPerSecond } from './time.ts';
import type { World } from './world.ts';

/** Days of the company's time zone, counted from 1 January 1970; `to` is the first one that is left out. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

const microsecondsPerDay = 86_400 * microsecondsPerSecond;

/** The day on which an instant (microseconds) falls. */
export function dayOf({ settings }: Company, instant: number): number {
  return Math.floor((instant + shift(settings.offsetMinutes)) / microsecondsPerDay);
}

/** The instant at which a day begins. */
export function startOf({ settings }: Company, day: number): number {
  return day * microsecondsPerDay - shift(settings.offsetMinutes);
}

/** The day that is not over yet: by the clock of this machine, or later where the data goes on for longer. */
export function today(world: World): number {
  return dayOf(world.company, Math.max(Date.now() * 1000, endOfData(world)));
}

/** From the first day with data to the last one that is over. */
export function allDays(world: World): Days {
  const { company } = world;
  return { from: dayOf(company, company.settings.from), to: today(world) };
}

function shift(offsetMinutes: number): number {
  return offsetMinutes * 60 * microsecondsPerSecond;
}
