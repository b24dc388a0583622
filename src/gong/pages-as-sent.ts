import { isJsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from './client.ts';
import { faultOf, readEnvelope } from './envelope.ts';
import type { Outcome } from './outcome.ts';
import { atCursor, CursorRepeated } from './pages.ts';

/** Gong's own words where it gave no page. */
export type Refusal = Extract<Outcome, { kind: 'empty' | 'rejected' }>;

/** The items of a page as Gong sent them. */
export interface PageAsSent {
  readonly items: readonly unknown[];
}

/**
 * Reads a list of which only that is known: from the page of this request to the last one, or to a refusal. A body that has
 * no list is an item itself.
 */
export async function* pagesAsSent(
  gong: Gong,
  request: GongRequest,
  signal: AbortSignal,
): AsyncGenerator<PageAsSent | Refusal, void, void> {
  const address = gong.baseUrl + request.path;
  const cursors = new Set<string>();
  let itemsKey: string | undefined;
  for (let page: GongRequest | undefined = request; page !== undefined;) {
    const outcome = await gong.request(page, signal, (body) =>
      itemsKey === undefined ? undefined : faultOf(body, { itemsKey, address, isNullEmpty: true }),
    );
    if (outcome.kind !== 'data') {
      yield outcome;
      return;
    }
    const { body } = outcome;
    itemsKey ??= findList(body);
    const cursor = readEnvelope(body, itemsKey ?? '').next;
    const isWhole = itemsKey === undefined && cursor === undefined;
    yield { items: isWhole ? [body] : listAt(body, itemsKey) };
    if (cursor !== undefined && cursors.has(cursor)) throw new CursorRepeated(request.path);
    if (cursor !== undefined) cursors.add(cursor);
    page = cursor === undefined ? undefined : atCursor(request, cursor);
  }
}

/** Gong's envelopes have one list. */
function findList(body: unknown): string | undefined {
  if (!isJsonObject(body)) return undefined;
  return Object.keys(body).find((key) => key !== 'errors' && Array.isArray(body[key]));
}

function listAt(body: unknown, key = ''): readonly unknown[] {
  const list = isJsonObject(body) ? body[key] : undefined;
  return Array.isArray(list) ? list : [];
}
