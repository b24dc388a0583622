import { SystemError, TransientError } from '../errors.ts';
import type { Gong, GongRequest } from './client.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';

/** One page of a list. `total` counts all pages' items, where Gong says it. */
export interface Page {
  readonly items: readonly JsonObject[];
  readonly total: number | undefined;
  readonly isLast: boolean;
}

/** Gong no longer takes the walk's cursor, which lives about an hour. The walk has to start again. */
export class CursorExpired extends TransientError {
  constructor(path: string) {
    super(
      `Gong's cursor at ${path} expired before the list was read, again and again. Try again later: a sync goes on from its saved state.`,
    );
  }
}

/** After this time a refusal of the cursor is taken for its age, whatever the text says. */
const CURSOR_LIFETIME = 55 * 60_000;

/** A refusal of the cursor names it; the exact wording is not documented. */
const ABOUT_CURSOR = /cursor|page token/i;

/**
 * Walks a list from its first page to its last. `itemsKey` is the envelope's key, e.g. `calls`. A list without
 * paging is a walk of one page. https://help.gong.io/docs/what-the-gong-api-provides
 */
export async function* paginate(
  gong: Gong,
  request: GongRequest,
  itemsKey: string,
  signal: AbortSignal,
): AsyncGenerator<Page, void, void> {
  const started = Date.now();
  let cursor: string | undefined;
  do {
    const outcome = await gong.request(cursor === undefined ? request : atCursor(request, cursor), signal);
    if (outcome.kind === 'empty') {
      // Only a first page can be empty: behind a cursor there was more to come.
      if (cursor !== undefined) throw new CursorExpired(request.path);
      return;
    }
    if (outcome.kind === 'rejected') {
      const isOld = Date.now() - started > CURSOR_LIFETIME;
      const isCursor = cursor !== undefined && (isOld || ABOUT_CURSOR.test(outcome.text));
      if (isCursor && outcome.status !== 401 && outcome.status !== 403) throw new CursorExpired(request.path);
      throw outcome.error;
    }
    const { items, total, next } = readPage(outcome.body, itemsKey, gong.baseUrl + request.path);
    if (next !== undefined && next === cursor) {
      throw new SystemError(
        `Gong's ${request.path} answered with the same cursor again. Please report it with this log.`,
      );
    }
    yield { items, total, isLast: next === undefined };
    cursor = next;
  } while (cursor !== undefined);
}

function atCursor(request: GongRequest, cursor: string): GongRequest {
  return request.method === 'GET'
    ? { ...request, query: { ...request.query, cursor } }
    : { ...request, body: { ...request.body, cursor } };
}

function readPage(
  body: unknown,
  itemsKey: string,
  address: string,
): Omit<Page, 'isLast'> & { readonly next: string | undefined } {
  const envelope = isJsonObject(body) ? body : {};
  const records = isJsonObject(envelope['records']) ? envelope['records'] : {};
  const { totalRecords, cursor } = records;
  const total = typeof totalRecords === 'number' ? totalRecords : undefined;
  // An empty list may be null, or left out where the envelope says that there is nothing.
  const isEmpty = total === 0 || (total === undefined && envelope[itemsKey] === null);
  const items = envelope[itemsKey] ?? (isEmpty ? [] : undefined);
  if (!Array.isArray(items) || !items.every(isJsonObject)) {
    throw new SystemError(
      `The answer of ${address} has no list "${itemsKey}", which Gong's documentation says it has. Check api_base_url; if it is right, please report this with the log.`,
      { detail: `keys: ${Object.keys(envelope).slice(0, 20).join(', ')}` },
    );
  }
  if (cursor !== undefined && cursor !== null && typeof cursor !== 'string' && typeof cursor !== 'number') {
    throw new SystemError(
      `The cursor in the answer of ${address} is no text. Please report this with the log.`,
    );
  }
  return {
    items,
    total,
    next: cursor === undefined || cursor === null || cursor === '' ? undefined : String(cursor),
  };
}
