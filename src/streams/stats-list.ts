import {
  addDays,
  nextPeriod,
  startOfPeriod,
  type Calendar,
  type Day,
  type Period,
} from '../base/calendar.ts';
import type { Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { GongRequest } from '../gong/client.ts';
import type { CompanyDays } from './company-calendar.ts';
import { keyOf, PAGE_SIZE, type List, type Range } from './list.ts';

export interface StatsListOptions {
  readonly name: string;
  readonly path: GongRequest['path'];
  readonly itemsKey: string;
  readonly days: CompanyDays;
  /** A window holds so many of these periods; the first may lie before the range, the last may not be over. */
  readonly period: Period;
  readonly periodsPerWindow: number;
  /** What is asked for besides days. */
  readonly body?: JsonObject;
}

/**
 * Statistics of users by days of the company's calendar. Gong gives no day that is not over.
 * https://help.gong.io/docs/what-the-gong-api-provides
 */
export function statsList(options: StatsListOptions): List {
  const { name, path, itemsKey, body } = options;
  const { calendar, earliest, known } = options.days;
  return {
    name,
    granularity: 'fixed',
    itemsKey,
    pageSize: PAGE_SIZE,
    request: ({ from, to }) => ({
      method: 'POST',
      path,
      body: { filter: { fromDate: calendar.dayAt(from), toDate: calendar.dayAt(to) }, ...body },
    }),
    key: ({ userId }) => keyOf(userId),
    windows: (range) => periodWindows(range, { ...options, calendar }),
    days: known,
    earliest,
    latest: (now) => startOfToday(calendar, now),
  };
}

export function startOfToday(calendar: Calendar, now: Instant): Instant {
  return calendar.startOf(calendar.dayAt(now));
}

interface Windows extends Pick<StatsListOptions, 'period' | 'periodsPerWindow'> {
  readonly calendar: Calendar;
}

/** Windows of whole periods that hold the range, but for a last period that is not over where the range ends. */
export function periodWindows(range: Range, { calendar, period, periodsPerWindow }: Windows): Range[] {
  const end = addDays(calendar.dayAt(range.to - 1), 1);
  const windows: Range[] = [];
  let day = startOfPeriod(calendar.dayAt(range.from), period);
  while (day < end) {
    let next = day;
    for (let count = 0; count < periodsPerWindow && next < end; count += 1) next = nextPeriod(next, period);
    const last: Day = next < end ? next : end;
    windows.push({ from: calendar.startOf(day), to: calendar.startOf(last) });
    day = next;
  }
  return windows;
}
