import type { GongRequest } from '../gong/client.ts';
import type { JsonObject } from '../json-object.ts';
import { formatDate, formatInstant, parseInstant, type Instant } from '../instant.ts';

/** Half-open: `from <= t < to`. An endless window goes on to whatever is newest. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant | undefined;
  /** How far the stream has come when this window and all before it are read. */
  readonly end: Instant;
}

/** Items on a page of every list of Gong's. */
export const PAGE_SIZE = 100;

/** The earliest and the latest moment under which a list may file an item; they are mostly the same. */
export type Times = readonly [earliest: Instant, latest: Instant];

/**
 * A list of Gong's that is walked page by page. Several streams may be fed by one walk.
 * `granularity` says how its range can be cut: at any second, at days of the company's calendar, or not at all.
 */
export interface List {
  readonly granularity: 'second' | 'day' | 'none';
  readonly itemsKey: string;
  /** Items on a page. Gong's own; it cannot be chosen. */
  readonly pageSize: number;
  request(window: Window): GongRequest;
  /** What tells an item from all others of the list. */
  key(item: JsonObject): unknown;
  /** Only for a list that can be cut at any second. */
  times?(item: JsonObject): Times;
  /**
   * The same without an earlier time that Gong documents not to go by. Only counts go by these: if Gong does go by that
   * time, too few items are counted, so that a part is read twice and none is lost.
   */
  documentedTimes?(item: JsonObject): Times;
}

/** What Gong calls a phone call. Its dialler may have planned it a day before. */
const BY_PHONE: ReadonlySet<unknown> = new Set(['Inbound', 'Outbound']);

/**
 * GET /v2/calls. Gong files a web conference that it recorded under its scheduled time and every other call under its
 * start, and of conferences it does not say which of them it recorded. Windows that tile the time meet each call once
 * either way; one whose times lie in two windows is remembered, in case Gong files it under both.
 */
export const callList: List = {
  granularity: 'second',
  itemsKey: 'calls',
  pageSize: PAGE_SIZE,
  request: (window) => ({ method: 'GET', path: '/v2/calls', query: between(window) }),
  key: (call) => call['id'],
  times: (call) => timesOf(call['started'], call['scheduled']),
  documentedTimes({ direction, started, scheduled }) {
    const [earliest, latest] = timesOf(started, scheduled);
    return [BY_PHONE.has(direction) ? timesOf(started)[0] : earliest, latest];
  },
};

/** A time that is missing or cannot be read says nothing; without any an item may stand anywhere. */
export function timesOf(...texts: readonly unknown[]): Times {
  let earliest = Infinity;
  let latest = -Infinity;
  for (const text of texts) {
    const instant = parseInstant(text);
    if (instant === undefined) continue;
    if (instant < earliest) earliest = instant;
    if (instant > latest) latest = instant;
  }
  return earliest <= latest ? [earliest, latest] : [-Infinity, Infinity];
}

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
