import { addDays, Calendar, startOfPeriod } from '../base/calendar.ts';
import { ConnectorError } from '../base/errors.ts';
import { DAY, parseInstant, type Instant } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';

/** The days of a company. */
export interface CompanyDays {
  readonly calendar: Calendar;
  /** Nobody did anything in Gong before it. */
  readonly earliest: Instant;
}

/** The last place on earth where a day ends: what is over there is over everywhere. */
const LAST_ZONE = 'Etc/GMT+12';

/** There was no Gong before it. */
const BEGIN_OF_GONG = Date.UTC(2015, 0);

/** So many days back somebody has done something. */
const RECENT_DAYS = 14;

/** What is longer may begin long before the company's time with Gong. */
const LONG_MS = 400 * DAY;

/** The two that tell the company's time zone. */
const WITH_ZONE: readonly GongRequest['path'][] = ['/v2/stats/activity/aggregate', '/v2/stats/interaction'];

/**
 * Returns the calendar of the company, whose time zone Gong tells beside statistics alone: one request, or two where the
 * first is refused or knows nothing. Without a zone it is that of the place where days end last, so that no day is
 * asked for which is not over. Where much is to be read, a sum by years shows when the company began: day by day that
 * would take thousands of requests.
 */
export async function readCompanyDays(
  gong: Gong,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  signal: AbortSignal,
): Promise<CompanyDays> {
  const calendar = await readCalendar(gong, to, signal);
  const begin = Math.max(from, BEGIN_OF_GONG);
  if (to - begin < LONG_MS) return { calendar, earliest: BEGIN_OF_GONG };
  return { calendar, earliest: await readFirstYear(gong, calendar, { from: begin, to }, signal) };
}

async function readCalendar(gong: Gong, now: Instant, signal: AbortSignal): Promise<Calendar> {
  const safe = new Calendar(LAST_ZONE);
  const toDate = safe.dayAt(now);
  const filter = { fromDate: addDays(toDate, -RECENT_DAYS), toDate };
  for (const path of WITH_ZONE) {
    const body = await readBody(gong, { method: 'POST', path, body: { filter } }, signal);
    const calendar = calendarOf(body['timeZone']);
    if (calendar !== undefined) return calendar;
  }
  return safe;
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
function calendarOf(timeZone: unknown): Calendar | undefined {
  if (typeof timeZone !== 'string' || timeZone === '') return undefined;
  try {
    return new Calendar(timeZone);
  } catch {
    return undefined;
  }
}

/** The beginning of the first year in which somebody did anything. */
async function readFirstYear(
  gong: Gong,
  calendar: Calendar,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  signal: AbortSignal,
): Promise<Instant> {
  const filter = { fromDate: startOfPeriod(calendar.dayAt(from), 'YEAR'), toDate: calendar.dayAt(to) };
  const body = { filter, aggregationPeriod: 'YEAR' };
  const request = { method: 'POST', path: '/v2/stats/activity/aggregate-by-period', body } as const;
  let first = Infinity;
  try {
    for await (const { items } of paginate(gong, request, 'usersAggregateActivity', signal)) {
      for (const { userAggregateActivity: years } of items) first = Math.min(first, firstBusy(years));
    }
  } catch (error) {
    if (error instanceof ConnectorError) return BEGIN_OF_GONG;
    throw error;
  }
  // Where nothing is seen, nothing is known: the credentials may see more one day.
  return first === Infinity ? BEGIN_OF_GONG : first;
}

function firstBusy(years: unknown): Instant {
  const rows = (Array.isArray(years) ? years : []).filter(isJsonObject);
  const busy = rows.filter((row) =>
    Object.values(row).some((value) => typeof value === 'number' && value > 0),
  );
  return Math.min(...busy.map(({ fromDate }) => parseInstant(fromDate) ?? BEGIN_OF_GONG));
}
