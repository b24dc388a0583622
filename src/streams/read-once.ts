import { untilAborted } from '../base/abort.ts';
import { TransientError } from '../base/errors.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { CursorExpired, type Page } from '../gong/pages.ts';
import { countedPages } from './counted-pages.ts';

type Lists = Map<string, Promise<Page>>;

/** By the events of a sync, which all that read for it have in common. */
const known = new WeakMap<Gong['events'], Lists>();

const keptItems = new WeakMap<Gong['events'], Map<string, JsonObject>>();

/**
 * Returns all items of a short list from which several streams begin: it is read once in a sync. Rejects with the
 * signal's reason, or with a ConnectorError; then the next one who wants the list tries again.
 */
export async function readOnce(
  gong: Gong,
  request: GongRequest,
  itemsKey: string,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const { items } = await readPageOnce(gong, request, itemsKey, signal);
  return items;
}

async function readPageOnce(
  gong: Gong,
  request: GongRequest,
  itemsKey: string,
  signal: AbortSignal,
): Promise<Page> {
  const lists: Lists = known.get(gong.events) ?? new Map();
  known.set(gong.events, lists);
  const { attempts: _attempts, attemptsAt: _attemptsAt, priority: _priority, ...named } = request;
  const name = JSON.stringify(named);
  const reading = lists.get(name) ?? readAll(gong, request, itemsKey);
  lists.set(name, reading);
  try {
    await untilAborted(reading, signal);
    signal.throwIfAborted();
    return await reading;
  } catch (error) {
    if (!signal.aborted) lists.delete(name);
    throw error;
  }
}

async function readAll(gong: Gong, request: GongRequest, itemsKey: string): Promise<Page> {
  // The stream for which it is begun may end, which is no reason for another one to. The client ends with the sync.
  const { signal } = new AbortController();
  const all: JsonObject[] = [];
  let dropped = 0;
  let total: number | undefined;
  try {
    for await (const page of countedPages(gong, request, itemsKey, signal)) {
      for (const item of page.items) all.push(interned(gong, item));
      dropped += page.dropped;
      if (page.total !== undefined) total = Math.max(total ?? 0, page.total);
    }
  } catch (error) {
    // Whose cursor it is matters to those who begin a window again.
    if (error instanceof CursorExpired) throw new TransientError(error.message, { cause: error });
    throw error;
  }
  return { ...asPage(all), dropped, total };
}

/** Many lists can hold the same item, such as a flow that all users have: it is kept once. */
function interned(gong: Gong, item: JsonObject): JsonObject {
  const items = keptItems.get(gong.events) ?? new Map<string, JsonObject>();
  keptItems.set(gong.events, items);
  const text = JSON.stringify(item);
  const kept = items.get(text) ?? item;
  items.set(text, kept);
  return kept;
}

/** The same as the one page of it. */
export async function* readShared(
  gong: Gong,
  request: GongRequest,
  itemsKey: string,
  signal: AbortSignal,
): AsyncGenerator<Page, void, void> {
  yield await readPageOnce(gong, request, itemsKey, signal);
}

/** What was read of a list as the one page of it. */
export function asPage(items: readonly JsonObject[]): Page {
  return { items, dropped: 0, total: undefined, isLast: true };
}
