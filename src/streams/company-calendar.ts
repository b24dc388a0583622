import { addDays, Calendar } from '../base/calendar.ts';
import { ConnectorError } from '../base/errors.ts';
import type { Instant } from '../base/instant.ts';
import { isJsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';

/** The last place on earth where a day ends: what is over there is over everywhere. */
const LAST_ZONE = 'Etc/GMT+12';

/** So many days back somebody has done something. */
const DAYS = 14;

/** The two that tell the company's time zone. */
const PATHS: readonly GongRequest['path'][] = ['/v2/stats/activity/aggregate', '/v2/stats/interaction'];

/**
 * Returns the calendar of the company, whose time zone Gong tells beside statistics alone: one request, or two where the
 * first is refused or knows nothing. Without a zone it is that of the place where days end last, so that no day is
 * asked for which is not over.
 */
export async function readCalendar(gong: Gong, now: Instant, signal: AbortSignal): Promise<Calendar> {
  const safe = new Calendar(LAST_ZONE);
  const toDate = safe.dayAt(now);
  const filter = { fromDate: addDays(toDate, -DAYS), toDate };
  for (const path of PATHS) {
    const outcome = await ask(gong, { method: 'POST', path, body: { filter } }, signal);
    const body = outcome?.kind === 'data' && isJsonObject(outcome.body) ? outcome.body : {};
    const calendar = calendarOf(body['timeZone']);
    if (calendar !== undefined) return calendar;
  }
  return safe;
}

/** What goes wrong here goes wrong for the streams as well, and is told there. */
async function ask(gong: Gong, request: GongRequest, signal: AbortSignal) {
  try {
    return await gong.request(request, signal);
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
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
