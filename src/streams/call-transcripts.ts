import type { Gong, GongRequest } from '../gong/client.ts';
import type { JsonObject } from '../json-object.ts';
import { walk } from '../gong/pages.ts';
import { between, callListing, type Window } from './listing.ts';
import { LookedUpStream } from './stream.ts';

const PATH = '/v2/calls/transcript';
const ITEMS_KEY = 'callTranscripts';

/**
 * Transcripts carry neither time nor privacy, so they are looked up by the calls of the list, which has both.
 * A call whose transcript is not ready yet has no record; the look-back asks for it again.
 */
export class CallTranscripts extends LookedUpStream {
  readonly name = 'callTranscripts';
  readonly primaryKey = 'callId';
  readonly cursorField = 'started';
  readonly listing = callListing;
  /** More ids a request are not known to work. */
  protected readonly batch = 100;

  probe(window: Window): GongRequest {
    return { method: 'POST', path: PATH, body: { filter: between(window) } };
  }

  override isPrivate(call: JsonObject): boolean {
    return call['isPrivate'] === true;
  }

  protected async *lookUp(
    calls: readonly JsonObject[],
    gong: Gong,
    signal: AbortSignal,
  ): AsyncGenerator<readonly JsonObject[]> {
    const started = new Map(calls.map((call) => [call['id'], call['started'] ?? null]));
    const request: GongRequest = {
      method: 'POST',
      path: PATH,
      body: { filter: { callIds: [...started.keys()] } },
    };
    for await (const { items } of walk(gong, request, ITEMS_KEY, signal)) {
      yield items.map((transcript) => ({
        ...transcript,
        started: started.get(transcript['callId']) ?? null,
      }));
    }
  }
}
