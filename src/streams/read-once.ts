import { untilAborted } from '../base/abort.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate, type Page } from '../gong/pages.ts';

type Lists = Map<string, Promise<readonly JsonObject[]>>;

/** By the events of a sync, which all that read for it have in common. */
const known = new WeakMap<Gong['events'], Lists>();

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
  const lists: Lists = known.get(gong.events) ?? new Map();
  known.set(gong.events, lists);
  const name = JSON.stringify(request);
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

async function readAll(gong: Gong, request: GongRequest, itemsKey: string): Promise<JsonObject[]> {
  // The stream for which it is begun may end, which is no reason for another one to. The client ends with the sync.
  const { signal } = new AbortController();
  const all: JsonObject[] = [];
  for await (const { items } of paginate(gong, request, itemsKey, signal)) all.push(...items);
  return all;
}

/** What was read of a list as the one page of it. */
export function asPage(items: readonly JsonObject[]): Page {
  return { items, dropped: 0, total: undefined, isLast: true };
}
