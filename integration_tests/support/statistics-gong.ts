import { addDays, Calendar, type Day } from '../../src/base/calendar.ts';
import type { Instant } from '../../src/base/instant.ts';
import { startScriptedGong, type ScriptedGong, type ScriptedRequest } from './scripted-gong.ts';

/** A company whose clock a test can set, and whose Gong can refuse what it told before. */
export interface StatisticsCompany {
  readonly timeZone: string;
  /** The first day on which the user did something. */
  readonly since: Day;
  now: Instant;
  /** How many users have somebody to report to; one without it. */
  readonly managers?: number;
  /** Paths that are refused with this status. */
  refuses?: { readonly paths: readonly string[]; readonly status: number };
}

/** What was asked for by days, such as `2026-11-18..2026-11-19 WEEK`. */
export interface AskedDays {
  readonly path: string;
  readonly days: string;
}

export interface StatisticsGong extends ScriptedGong {
  /** Since the last time. */
  takeAsked(): AskedDays[];
}

/** A Gong that knows statistics alone, and takes no day that is not over in the company's time zone. */
export async function startStatisticsGong(company: StatisticsCompany): Promise<StatisticsGong> {
  const calendar = new Calendar(company.timeZone);
  const respond = (request: ScriptedRequest) => {
    const { refuses } = company;
    if (refuses?.paths.includes(request.path)) return failure(refuses.status, 'refused');
    if (request.path === '/v2/workspaces') return data({ workspaces: [{ id: '1' }] });
    if (request.path === '/v2/users') return data(usersOf(company));
    const { filter } = JSON.parse(request.body === '' ? '{}' : request.body);
    if (request.path === '/v2/coaching') return data(coachingOf(request));
    if (filter?.fromDate === undefined) return undefined;
    if (filter.toDate > calendar.dayAt(company.now)) return failure(400, 'toDate is after today');
    if (filter.toDate <= company.since) return undefined;
    return data(statisticsOf(request.path, filter, company.since, calendar));
  };
  const gong = await startScriptedGong(respond);
  let taken = 0;
  return Object.assign(gong, {
    takeAsked() {
      const asked = gong.requests.slice(taken);
      taken = gong.requests.length;
      return asked.map(({ path, query, body }) => ({ path, days: daysOf(query, body) }));
    },
  });
}

function usersOf({ managers = 1 }: StatisticsCompany): object {
  const users = Array.from({ length: managers }, (_, index) => ({ id: '7', managerId: String(100 + index) }));
  return { users, records: { totalRecords: managers } };
}

function coachingOf({ query }: ScriptedRequest): object {
  const manager = { id: query['manager-id'] };
  return { coachingData: [{ manager, directReportsMetrics: [{ report: { id: '7' }, metrics: {} }] }] };
}

function statisticsOf(
  path: string,
  { fromDate, toDate }: { readonly fromDate: Day; readonly toDate: Day },
  since: Day,
  calendar: Calendar,
): object {
  const at = (day: Day): string => new Date(calendar.startOf(day)).toISOString();
  const around = { fromDateTime: at(fromDate), toDateTime: at(toDate), timeZone: calendar.timeZone };
  const records = { totalRecords: 1 };
  if (path === '/v2/stats/interaction')
    return { ...around, records, peopleInteractionStats: [{ userId: '7' }] };
  if (path === '/v2/stats/activity/aggregate')
    return { ...around, records, usersAggregateActivityStats: [{ userId: '7' }] };
  const first = fromDate < since ? since : fromDate;
  if (path === '/v2/stats/activity/aggregate-by-period') {
    const row = { fromDate: at(first), toDate: at(toDate), callsAttended: 3 };
    return { records, usersAggregateActivity: [{ userId: '7', userAggregateActivity: [row] }] };
  }
  const row = { fromDate: at(first), toDate: at(addDays(first, 1)), callsAttended: [] };
  return { records, usersDetailedActivities: [{ userId: '7', userDailyActivityStats: [row] }] };
}

function daysOf(query: ScriptedRequest['query'], body: string): string {
  if (query['from'] !== undefined) return `${query['from']}..${query['to'] ?? ''}`;
  const { filter, aggregationPeriod } = JSON.parse(body === '' ? '{}' : body);
  const period = aggregationPeriod === undefined ? '' : ` ${aggregationPeriod}`;
  return `${filter?.fromDate}..${filter?.toDate}${period}`;
}

function data(body: object) {
  return { body: JSON.stringify({ requestId: 'r', ...body }) };
}

function failure(status: number, text: string) {
  return { status, body: JSON.stringify({ requestId: 'r', errors: [text] }) };
}
