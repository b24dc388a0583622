import type { Gong, GongRequest } from '../gong/client.ts';
import type { JsonObject } from '../json-object.ts';
import { CursorExpired, paginate } from '../gong/pages.ts';
import { createProgressGuard } from '../gong/progress-guard.ts';
import { readIds } from './id-batches.ts';
import { between, callList, type Window } from './list.ts';
import { LookedUpStream, type Probe } from './stream.ts';

const PATH = '/v2/calls/transcript';
const ITEMS_KEY = 'callTranscripts';

/** How often one batch is read when its cursor expires. */
const ATTEMPTS = 4;

/** A minute before there was a Gong: no transcript lies in it, and the endpoint says so if it is well. */
const EMPTY_MINUTE = { fromDateTime: '2000-01-01T00:00:00Z', toDateTime: '2000-01-01T00:01:00Z' };

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
    return { request: requestOf(between(window)), itemsKey: ITEMS_KEY };
  }

  override isPrivate(call: JsonObject): boolean {
    return call['isPrivate'] === true;
  }

  /** Calls without an id cannot be looked up. One endpoint may send an id as a number, the other as a string. */
  protected async *lookUp(
    calls: readonly JsonObject[],
    gong: Gong,
    signal: AbortSignal,
  ): AsyncGenerator<readonly JsonObject[]> {
    const known = calls.filter(({ id }) => (typeof id === 'string' && id !== '') || typeof id === 'number');
    const started = new Map(known.map((call) => [String(call['id']), call['started'] ?? null]));
    if (started.size === 0) return;
    const left = new Set(started.keys());
    const pages = readIds([...left], {
      read: (ids, attempts) => readTranscripts(ids, left, gong, signal, attempts),
      isLeft: (id) => left.has(id),
      async control() {
        for await (const _page of paginate(gong, requestOf(EMPTY_MINUTE), ITEMS_KEY, signal)) break;
      },
      leaveOut: (id, { message }) => {
        const text = `The transcript of the call ${id} is left out, since Gong does not give it: ${message}`;
        gong.events.emit('warning', { stream: this.name, text });
      },
    });
    for await (const items of pages) {
      yield items.map((item) => ({ ...item, started: started.get(String(item['callId'])) ?? null }));
    }
  }
}

/**
 * Reads those of the ids that are left, each once, and takes them from `left`. What has not come is read again if the
 * cursor expires on the way, which takes more than one page.
 */
async function* readTranscripts(
  ids: readonly string[],
  left: Set<string>,
  gong: Gong,
  signal: AbortSignal,
  attempts?: number,
): AsyncGenerator<readonly JsonObject[]> {
  for (let attempt = 1; ; attempt += 1) {
    const callIds = ids.filter((id) => left.has(id));
    if (callIds.length === 0) return;
    const noticeProgress = createProgressGuard(PATH);
    try {
      const request = { ...requestOf({ callIds }), ...(attempts !== undefined && { attempts }) };
      for await (const { items, dropped } of paginate(gong, request, ITEMS_KEY, signal)) {
        const wanted = items.filter(({ callId }) => left.delete(String(callId)));
        noticeProgress(wanted.length);
        if (dropped > 0) {
          const text = `${dropped} entries of a page of transcripts were no objects, and are left out.`;
          gong.events.emit('warning', { stream: 'callTranscripts', text });
        }
        yield wanted;
      }
      return;
    } catch (error) {
      if (!(error instanceof CursorExpired) || attempt === ATTEMPTS) throw error;
    }
  }
}

function requestOf(filter: JsonObject): GongRequest {
  return { method: 'POST', path: PATH, body: { filter } };
}
