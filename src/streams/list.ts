import type { Gong, GongRequest } from '../gong/client.ts';
import type { Page } from '../gong/pages.ts';
import type { JsonObject } from '../base/json-object.ts';
import {
  DAY,
  formatDate,
  formatInstant,
  HOUR,
  parseInstant,
  startOfDay,
  type Instant,
} from '../base/instant.ts';

/** Half-open: `from <= t < to`. */
export interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

/** A piece of a list that one cursor reads. */
export interface Window extends Range {
  /** Whether the sync reads nothing behind it, so that its request may leave the end open. */
  readonly isLast: boolean;
}

/** Items on a page of every list of Gong's. */
export const PAGE_SIZE = 100;

/** A company's clock is at most this far ahead of UTC or behind it. */
export const FURTHEST_OFFSET_MS = 14 * HOUR;

/** The earliest and the latest moment under which a list may file an item; they are mostly the same. */
export type Times = readonly [earliest: Instant, latest: Instant];

/** What of the items of a list the config lets through. */
export interface ItemFilter {
  /** The keys of the config that say so. */
  readonly keys: readonly string[];
  admits(item: JsonObject): boolean;
}

/** What Gong has told of a company's days, which the states of its streams keep. */
export interface KnownDays {
  readonly timeZone?: string | undefined;
  /** Nobody did anything before it. */
  readonly earliest?: Instant | undefined;
}

/**
 * A list of Gong's that is read page by page. Several streams may be fed by one list.
 * `granularity` says how its range can be cut: at any second, at days of the company's calendar, into the windows that the
 * list itself names, or not at all.
 */
export interface List {
  /** As it is called in logs and states. */
  readonly name: string;
  readonly granularity: 'second' | 'day' | 'fixed' | 'none';
  readonly itemsKey: string;
  /** Items on a page. Gong's own; it cannot be chosen. */
  readonly pageSize: number;
  request(window: Window): GongRequest;
  /** Where one request and its cursors do not bring a window: all pages of it. */
  pages?(gong: Gong, window: Window, signal: AbortSignal): AsyncIterable<Page>;
  /**
   * Whether its windows are read one after the other: where each takes many requests, and side by side none would come to
   * its end with a small quota.
   */
  readonly isSequential?: boolean;
  /** How many requests a window takes, where that is known otherwise than by its pages. */
  requestsPerWindow?(gong: Gong, signal: AbortSignal): Promise<number>;
  /** What tells an item from all others of the list; undefined or null where it has nothing of the kind. */
  readonly key: (item: JsonObject) => unknown;
  /** Only where the granularity is 'fixed': the windows, in order, that hold this range and may begin before it. */
  windows?(range: Range): readonly Range[];
  /** Only where it is by days of the company: what is known of these. */
  readonly days?: KnownDays;
  /** Before it there is nothing, where that is known. */
  readonly earliest?: Instant;
  /** Up to when it can be asked for at this moment, where that is not the moment itself. */
  latest?(now: Instant): Instant;
  /** For how long Gong keeps its items, where that is not for ever. */
  readonly keptMs?: number;
  /** Top-level fields of its items whose texts Gong words anew in each response, such as signed addresses. */
  readonly volatile?: readonly string[];
  /** Only where Gong can be asked for items by their ids: returns those of the ids that exist. */
  existing?(gong: Gong, ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** Only where the config does not let all of it through. What Gong can be asked to leave out, it leaves out as well. */
  readonly filter?: ItemFilter | undefined;
  /** Only for a list that can be cut by its items' times. */
  times?(item: JsonObject): Times;
}

/** Up to when the list can be asked for at this moment. */
export function latestOf(list: List, now: Instant): Instant {
  return list.latest?.(now) ?? now;
}

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

/** One endpoint sends an id as a number, another one as a string; they are the same id. */
export function keyOf(id: unknown): unknown {
  return typeof id === 'number' ? String(id) : id;
}

/** `fromDateTime` and `toDateTime` as Gong takes them; `Z` spares the encoding of a `+`. */
export function between({ from, to }: Range): { fromDateTime: string; toDateTime: string } {
  return { fromDateTime: formatInstant(from), toDateTime: formatInstant(to) };
}

/**
 * `reviewFromDate` and `reviewToDate`: days of the company's calendar, the last one not included. Gong does not tell
 * the company's time zone here, so the days reach as far on either side as any zone could need.
 */
export function betweenDays({ from, to, isLast }: Window): { reviewFromDate: string; reviewToDate?: string } {
  const reviewFromDate = formatDate(startOfDay(from - FURTHEST_OFFSET_MS));
  if (isLast) return { reviewFromDate };
  return { reviewFromDate, reviewToDate: formatDate(startOfDay(to - 1 + FURTHEST_OFFSET_MS) + DAY) };
}
