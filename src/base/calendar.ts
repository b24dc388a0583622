import { DAY, formatDate, HOUR, MINUTE, type Instant } from './instant.ts';

/** A day such as 2026-11-25. */
export type Day = string;

/** Stretches of days that a calendar is divided into. Weeks begin on Monday. */
export const PERIODS = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
export type Period = (typeof PERIODS)[number];

/** Months of those periods that are made of them. */
const MONTHS: Readonly<Partial<Record<Period, number>>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** Zones that are known without a try. */
const KNOWN_ZONES: ReadonlySet<string> = new Set(['UTC', 'Etc/GMT+12']);

/** The days of one time zone. */
export class Calendar {
  readonly timeZone: string;
  /** Where the zone is known, made when it is first needed: the first one takes 10 ms, and most commands need none. */
  #format: Intl.DateTimeFormat | undefined;

  /** Throws a RangeError where there is no such time zone. `timeZone` is a name such as US/Pacific. */
  constructor(timeZone = 'UTC') {
    this.timeZone = timeZone;
    this.#format = KNOWN_ZONES.has(timeZone) ? undefined : formatIn(timeZone);
  }

  dayAt(instant: Instant): Day {
    return formatDate(this.#localTime(instant));
  }

  /** The first moment of the day, which is not midnight where the clock skips that. */
  startOf(day: Day): Instant {
    const midnight = Date.parse(`${day}T00:00:00Z`);
    let start = midnight - this.#offsetAt(midnight);
    start = midnight - this.#offsetAt(start);
    // Where the clock skips midnight, the day begins with the first moment behind the gap.
    while (this.dayAt(start) < day) start += HOUR / 4;
    while (this.dayAt(start - MINUTE) === day) start -= HOUR / 4;
    return start;
  }

  #offsetAt(instant: Instant): number {
    return this.#localTime(instant) - Math.floor(instant / 1_000) * 1_000;
  }

  /** What the clocks there say, as if it were UTC. */
  #localTime(instant: Instant): number {
    const format = (this.#format ??= formatIn(this.timeZone));
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  }
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** So many days later, or earlier. */
export function addDays(day: Day, days: number): Day {
  return formatDate(Date.parse(`${day}T00:00:00Z`) + days * DAY);
}

/** The first day of the period that this day is in. */
export function startOfPeriod(day: Day, period: Period): Day {
  if (period === 'DAY') return day;
  const date = new Date(`${day}T00:00:00Z`);
  if (period === 'WEEK') return addDays(day, -((date.getUTCDay() + 6) % 7));
  const months = MONTHS[period] ?? 1;
  return formatDate(Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months) * months, 1));
}

/** The first day of the period after the one that this day is in. */
export function nextPeriod(day: Day, period: Period): Day {
  const start = startOfPeriod(day, period);
  if (period === 'DAY') return addDays(start, 1);
  if (period === 'WEEK') return addDays(start, 7);
  const date = new Date(`${start}T00:00:00Z`);
  return formatDate(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + (MONTHS[period] ?? 1), 1));
}
