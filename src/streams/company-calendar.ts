import type { Calendar } from '../base/calendar.ts';
import { DAY, formatInstant, type Instant } from '../base/instant.ts';
import type { Gong } from '../gong/client.ts';
import { BEGIN_OF_GONG, calendarOf, readCalendar, readFirstYear, SAFE_CALENDAR } from './company-facts.ts';
import type { KnownDays, Range } from './list.ts';

/** The days of a company. */
export interface CompanyDays {
  readonly calendar: Calendar;
  /** Nothing is asked for that is older. */
  readonly earliest: Instant;
  /** What Gong has told of them, in this sync or in one before. */
  readonly known: KnownDays;
}

export interface CompanyDaysOptions {
  readonly gong: Gong;
  /** Of the sync. */
  readonly range: Range;
  /** What the states of the chosen streams keep, one for each of these. */
  readonly saved: readonly KnownDays[];
  readonly onWarning: (text: string) => void;
  readonly signal: AbortSignal;
}

/** What is longer may begin long before the company's time with Gong: day by day that would take thousands of requests. */
const LONG_DAYS = 400;

const WITHOUT_ZONE =
  "Gong does not tell the company's time zone, which takes the scope api:stats:user-actions or api:stats:interaction. Statistics and coaching are asked for by days that are over everywhere on earth, so they come up to a day later, and months of coaching begin at another hour. Refresh coaching once the zone is known: its rows have other keys then.";

/**
 * Returns the days of the company, by its own time zone. Where Gong does not tell that, what it told an earlier sync holds;
 * without any, days end where they end last, so that none is asked for which is not over.
 */
export async function readCompanyDays(options: CompanyDaysOptions): Promise<CompanyDays> {
  const { gong, range, saved, onWarning, signal } = options;
  const told = await readCalendar(gong, range.to, signal);
  const own = told ?? saved.map(({ timeZone }) => calendarOf(timeZone)).find((each) => each !== undefined);
  if (own === undefined) onWarning(WITHOUT_ZONE);
  const before = saved.map(({ timeZone }) => timeZone).find((zone) => isOther(told, zone));
  if (told !== undefined && before !== undefined) onWarning(changeText(before, told.timeZone));
  const calendar = own ?? SAFE_CALENDAR;
  const first = await firstYearOf(calendar, options);
  const known = { timeZone: own?.timeZone, earliest: first };
  if (first !== undefined || !isLong(range)) return { calendar, known, earliest: first ?? BEGIN_OF_GONG };
  const earliest = range.to - LONG_DAYS * DAY;
  onWarning(
    `Gong does not tell in which year the company began, which takes the scope api:stats:user-actions. Statistics and coaching are read from ${formatInstant(earliest)} on, the last ${LONG_DAYS} days: what is older comes with the first sync in which Gong tells.`,
  );
  return { calendar, known, earliest };
}

/** Whether it is the zone of another calendar: what is not known here says nothing. */
function isOther(told: Calendar | undefined, zone: string | undefined): boolean {
  const calendar = calendarOf(zone);
  return calendar !== undefined && calendar.timeZone !== told?.timeZone;
}

function changeText(before: string, zone: string): string {
  return `The company's time zone in Gong was ${before} and is ${zone}. Statistics and coaching that were read before are by the days of the old one: the last of them come again under other keys, beside those that are there. Refresh these streams for days of one zone.`;
}

/** It does not change, so Gong is asked only where not all of the streams know, as after a refresh of one of them. */
async function firstYearOf(
  calendar: Calendar,
  { gong, range, saved, signal }: CompanyDaysOptions,
): Promise<Instant | undefined> {
  const years = saved.map(({ earliest }) => earliest).filter((each) => each !== undefined);
  const known = years.length === 0 ? undefined : Math.min(...years);
  if (years.length === saved.length || !isLong(range)) return known;
  return (await readFirstYear(gong, calendar, range.to, signal)) ?? known;
}

function isLong({ from, to }: Range): boolean {
  return to - Math.max(from, BEGIN_OF_GONG) >= LONG_DAYS * DAY;
}
