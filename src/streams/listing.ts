import type { GongRequest } from '../gong/client.ts';
import type { JsonObject } from '../json-object.ts';
import { formatDate, formatInstant, parseInstant, type Instant } from '../instant.ts';

/** Half-open: `from <= t < to`. An endless window goes on to whatever is newest. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant | undefined;
  /** How far the stream has come when this window and all before it are read. */
  readonly reached: Instant;
}

/**
 * A list of Gong's that is walked page by page. Several streams may be fed by one walk.
 * `calendar` says how its range can be cut: at any second, at days of the company's calendar, or not at all.
 */
export interface Listing {
  readonly calendar: 'seconds' | 'days' | 'none';
  readonly itemsKey: string;
  request(window: Window): GongRequest;
  /** What tells an item from all others of the list. */
  key(item: JsonObject): unknown;
  /** Whether an item of this window could also come up in another one. */
  straddles?(item: JsonObject, window: Window): boolean;
}

/**
 * GET /v2/calls. Gong files a web conference under its scheduled time and every other call under its start, and
 * does not say on the call which of the two it took. Windows that tile the time meet each call once either way,
 * unless a call that moved is filed under both times: such a call is one that straddles.
 */
export const callListing: Listing = {
  calendar: 'seconds',
  itemsKey: 'calls',
  request: (window) => ({ method: 'GET', path: '/v2/calls', query: between(window) }),
  key: (call) => call['id'],
  straddles: (call, window) => isOutside(call['started'], window) || isOutside(call['scheduled'], window),
};

/** `fromDateTime` and `toDateTime` as Gong takes them; `Z` spares the encoding of a `+`. */
export function between({ from, to }: Window): { fromDateTime: string; toDateTime?: string } {
  return {
    fromDateTime: formatInstant(from),
    ...(to === undefined ? {} : { toDateTime: formatInstant(to) }),
  };
}

/** `reviewFromDate` and `reviewToDate`: days of the company's calendar, the last one not included. */
export function betweenDays({ from, to }: Window): { reviewFromDate: string; reviewToDate?: string } {
  return { reviewFromDate: formatDate(from), ...(to === undefined ? {} : { reviewToDate: formatDate(to) }) };
}

function isOutside(time: unknown, { from, to }: Window): boolean {
  const instant = parseInstant(time);
  return instant !== undefined && (instant < from || (to !== undefined && instant >= to));
}
