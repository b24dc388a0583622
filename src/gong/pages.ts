import { SystemError, TransientError } from '../base/errors.ts';
import type { Gong, GongRequest } from './client.ts';
import { faultOf, isNullList, readEnvelope } from './envelope.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';

/** One page of a list. */
export interface Page {
  readonly items: readonly JsonObject[];
  /** Entries of the list that were no objects, and were left out. */
  readonly dropped: number;
  /** Items of all pages, where Gong says so. */
  readonly total: number | undefined;
  readonly isLast: boolean;
  /** What stands around the list. */
  readonly envelope?: JsonObject;
}

/** Gong no longer takes the cursor, which lives about an hour. The list has to be read from its start. */
export class CursorExpired extends TransientError {
  /** How many of the items that were counted had not come, where Gong said "nothing found" behind the cursor. */
  readonly missing: number;

  constructor(path: string, missing = Infinity) {
    super(
      `Gong's cursor at ${path} expired before the list was read, again and again. Try again later: a sync goes on from its saved state.`,
    );
    this.missing = missing;
  }
}

/** A list that would be read for ever. */
export class CursorRepeated extends SystemError {
  constructor(path: string) {
    super(
      `Gong's list at ${path} does not come to an end: a cursor came that had been used before. Please report it with this log.`,
    );
  }
}

/** After this time a rejected cursor is taken to be too old, whatever the text says. */
const CURSOR_LIFETIME_MS = 55 * 60_000;

/** The text of a rejected cursor names it; the exact wording is not documented. */
const ABOUT_CURSOR = /cursor|page token/i;

/** How often Gong has to send null for a list of which it counts nothing, until that is believed. */
const NULLS_BELIEVED = 2;

/**
 * Reads a list from its first page to its last. `itemsKey` is the envelope's key, e.g. `calls`. A list without paging
 * is one page. https://help.gong.io/docs/what-the-gong-api-provides
 *
 * A cursor means that more follows, whatever the count says. With the `key` of its items, "nothing found" behind a cursor
 * is the end of a list of which all came that were counted: Gong sent one cursor too many. Without it, or with fewer, the
 * cursor has expired.
 */
export async function* paginate(
  gong: Gong,
  request: GongRequest,
  itemsKey: string,
  signal: AbortSignal,
  key?: (item: JsonObject) => unknown,
): AsyncGenerator<Page, void, void> {
  const { path } = request;
  const startedMs = performance.now();
  const address = gong.baseUrl + path;
  const cursors = new Set<string>();
  let cursor: string | undefined;
  const keys = new Set<unknown>();
  /** Entries without a key. */
  let others = 0;
  let largestTotal: number | undefined;
  do {
    const isFirst = cursor === undefined;
    let nulls = 0;
    const outcome = await gong.request(
      cursor === undefined ? request : atCursor(request, cursor),
      signal,
      (body) => {
        if (isFirst && isNullList(body, itemsKey)) nulls += 1;
        return faultOf(body, { itemsKey, address, isNullEmpty: isFirst && nulls >= NULLS_BELIEVED });
      },
    );
    if (outcome.kind === 'empty') {
      if (isFirst) return;
      const missing = (largestTotal ?? Infinity) - keys.size - others;
      if (key === undefined || missing > 0) throw new CursorExpired(path, missing);
      yield { items: [], dropped: 0, total: largestTotal, isLast: true };
      return;
    }
    if (outcome.kind === 'rejected') {
      const isOld = performance.now() - startedMs > CURSOR_LIFETIME_MS;
      const isCursor = !isFirst && (isOld || ABOUT_CURSOR.test(outcome.text));
      if (isCursor && outcome.status !== 401 && outcome.status !== 403) throw new CursorExpired(path);
      throw outcome.error;
    }
    // A Gong that does not validate must not bring a page that is no page.
    const fault = faultOf(outcome.body, { itemsKey, address, isNullEmpty: isFirst });
    if (fault !== undefined) throw fault;
    const { items, dropped, total, next } = readEnvelope(outcome.body, itemsKey);
    // A list that grows at its start repeats items on the next page; those must not stand for others.
    if (key !== undefined) {
      const known = items.map((item) => key(item)).filter((each) => each !== undefined && each !== null);
      for (const each of known) keys.add(each);
      others += items.length - known.length + dropped;
    }
    if (total !== undefined) largestTotal = Math.max(largestTotal ?? 0, total);
    if (next !== undefined && cursors.has(next)) throw new CursorRepeated(path);
    if (next !== undefined) cursors.add(next);
    const envelope = isJsonObject(outcome.body) ? outcome.body : {};
    yield { items, dropped, total, isLast: next === undefined, envelope };
    cursor = next;
  } while (cursor !== undefined);
}

/** The request of the page behind a cursor. */
export function atCursor(request: GongRequest, cursor: string): GongRequest {
  return request.method === 'GET'
    ? { ...request, query: { ...request.query, cursor } }
    : { ...request, body: { ...request.body, cursor } };
}
