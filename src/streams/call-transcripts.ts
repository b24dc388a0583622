import type { Gong, GongRequest } from '../gong/client.ts';
import type { JsonObject } from '../json-object.ts';
import { CursorExpired, paginate } from '../gong/pages.ts';
import { between, callList, type Window } from './list.ts';
import { LookedUpStream, type Probe } from './stream.ts';

const PATH = '/v2/calls/transcript';
const ITEMS_KEY = 'callTranscripts';

/** How often one batch is asked for when its cursor dies. */
const ATTEMPTS = 4;

/**
 * Transcripts carry neither time nor privacy, so they are looked up by the calls of the list, which has both.
 * A call whose transcript is not ready yet has no record; the look-back asks for it again.
 */
export class CallTranscripts extends LookedUpStream<'callTranscripts'> {
  readonly name = 'callTranscripts';
  readonly primaryKey = 'callId';
  override readonly cursorField = 'started';
  readonly listing = callList;
  /** More ids a request are not known to work. */
  protected readonly batch = 100;

  probe(window: Window): Probe {
    return {
      request: { method: 'POST', path: PATH, body: { filter: between(window) } },
      itemsKey: ITEMS_KEY,
    };
  }

  override isPrivate(call: JsonObject): boolean {
    return call['isPrivate'] === true;
  }

  /** Asks again for what has not come if the cursor dies on the way, which takes more than one page of answers. */
  protected async *lookUp(
    calls: readonly JsonObject[],
    gong: Gong,
    signal: AbortSignal,
  ): AsyncGenerator<readonly JsonObject[]> {
    // One endpoint may send an id as a number, the other as a string.
    const started = new Map(calls.map((call) => [String(call['id']), call['started'] ?? null]));
    const left = new Set(started.keys());
    for (let attempt = 1; left.size > 0; attempt += 1) {
      const request: GongRequest = { method: 'POST', path: PATH, body: { filter: { callIds: [...left] } } };
      try {
        for await (const { items } of paginate(gong, request, ITEMS_KEY, signal)) {
          // Each once, and only those that were asked for.
          const wanted = items.filter(({ callId }) => left.delete(String(callId)));
          yield wanted.map((item) => ({ ...item, started: started.get(String(item['callId'])) ?? null }));
        }
        return;
      } catch (error) {
        if (!(error instanceof CursorExpired) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}
