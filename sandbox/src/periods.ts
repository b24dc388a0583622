import type { Days } from './company-days.ts';

export const periodNames = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;

export type PeriodName = (typeof periodNames)[number];

const millisecondsPerDay = 86_400_000;

/** The calendar periods that touch some days; the first and the last are cut where those begin and end. */
export function periodsOf(name: PeriodName, days: Days): Days[] {
  const periods: Days[] = [];
  for (let from = days.from; from < days.to;) {
    const to = Math.min(days.to, startOfNext[name](from));
    periods.push({ from, to });
    from = to;
  }
  return periods;
}

/** The day on which the period of a day begins. */
export function startOfPeriod(name: PeriodName, day: number): number {
  if (name === 'DAY') return day;
  // 1 January 1970 was a Thursday; weeks begin on Mondays.
  if (name === 'WEEK') return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * millisecondsPerDay);
  const months = monthsIn[name];
  const month = Math.floor(date.getUTCMonth() / months) * months;
  return Date.UTC(date.getUTCFullYear(), month) / millisecondsPerDay;
}

const monthsIn = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const;

const startOfNext: Readonly<Record<PeriodName, (day: number) => number>> = {
  DAY: (day) => day + 1,
  WEEK: (day) => startOfPeriod('WEEK', day) + 7,
  MONTH: (day) => monthsAfter('MONTH', day),
  QUARTER: (day) => monthsAfter('QUARTER', day),
  YEAR: (day) => monthsAfter('YEAR', day),
};

function monthsAfter(name: keyof typeof monthsIn, day: number): number {
  const date = new Date(startOfPeriod(name, day) * millisecondsPerDay);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsIn[name]) / millisecondsPerDay;
}
