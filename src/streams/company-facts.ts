import { addDays, Calendar } from '../base/calendar.ts';
import { ConnectorError } from '../base/errors.ts';
import { parseInstant, type Instant } from '../base/instant.ts';
import { isJsonObject, objectsOf, type JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';

/** The days of the last place on earth where one ends: what is over there is over everywhere. */
export const SAFE_CALENDAR = new Calendar('Etc/GMT+12');

/** There was no Gong before it. */
export const BEGIN_OF_GONG = Date.UTC(2015, 0);

/** So many days back somebody has done something. */
const RECENT_DAYS = 14;

/** All streams wait for these requests, and what they tell can be done without. */
const ATTEMPTS = 3;

/** The two that tell the company's time zone. */
const WITH_ZONE: readonly GongRequest['path'][] = ['/v2/stats/activity/aggregate', '/v2/stats/interaction'];

/**
 * Returns the calendar of the company, whose time zone Gong tells beside statistics alone: one request, or two where the
 * first is refused or knows nothing. Undefined where neither tells it. Rejects with the signal's reason alone.
 */
export async function readCalendar(
  gong: Gong,
  now: Instant,
  signal: AbortSignal,
): Promise<Calendar | undefined> {
  const toDate = SAFE_CALENDAR.dayAt(now);
  const filter = { fromDate: addDays(toDate, -RECENT_DAYS), toDate };
  for (const path of WITH_ZONE) {
    const body = await readBody(gong, { method: 'POST', path, body: { filter }, attempts: ATTEMPTS }, signal);
    const calendar = calendarOf(body['timeZone']);
    if (calendar !== undefined) return calendar;
  }
  return undefined;
}

/** What goes wrong here goes wrong for the streams as well, and is told there. */
async function readBody(gong: Gong, request: GongRequest, signal: AbortSignal): Promise<JsonObject> {
  try {
    const outcome = await gong.request(request, signal);
    return outcome.kind === 'data' && isJsonObject(outcome.body) ? outcome.body : {};
  } catch (error) {
    if (error instanceof ConnectorError) return {};
    throw error;
  }
}

/** Undefined where it is no time zone that is known here. */
export function calendarOf(timeZone: unknown): Calendar | undefined {
  if (typeof timeZone !== 'string' || timeZone === '') return undefined;
  try {
    return new Calendar(timeZone);
  } catch {
    return undefined;
  }
}

/**
 * Returns the beginning of the first year in which somebody did anything, by a sum of years: one request for 100 users.
 * Undefined where Gong does not tell, or where nothing is seen: the credentials may see more one day.
 */
export async function readFirstYear(
  gong: Gong,
  calendar: Calendar,
  now: Instant,
  signal: AbortSignal,
): Promise<Instant | undefined> {
  const filter = { fromDate: '2015-01-01', toDate: calendar.dayAt(now) };
  const path = '/v2/stats/activity/aggregate-by-period';
  const body = { filter, aggregationPeriod: 'YEAR' };
  const request = { method: 'POST', path, body, attempts: ATTEMPTS } as const;
  let first = Infinity;
  try {
    for await (const { items } of paginate(gong, request, 'usersAggregateActivity', signal)) {
      for (const { userAggregateActivity: years } of items) first = Math.min(first, firstBusy(years));
    }
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
  return first === Infinity ? undefined : first;
}

function firstBusy(years: unknown): Instant {
  const busy = objectsOf(years).filter((row) =>
    Object.values(row).some((value) => typeof value === 'number' && value > 0),
  );
  return Math.min(...busy.map(({ fromDate }) => parseInstant(fromDate) ?? BEGIN_OF_GONG));
}
