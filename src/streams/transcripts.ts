import type { JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { CursorExpired, paginate } from '../gong/pages.ts';
import { createProgressGuard } from '../gong/progress-guard.ts';
import { VainRepeats } from '../gong/vain-repeats.ts';
import { IdBatches } from './id-batches.ts';
import { between, type Window } from './list.ts';
import { idText } from './parent-id.ts';
import type { LookUp, Probe, ReadRecords } from './stream.ts';

const PATH = '/v2/calls/transcript';
const TRANSCRIPTS_KEY = 'callTranscripts';

/** How often one batch is read when its cursor expires. */
const ATTEMPTS = 4;

/** Batches in a row that were asked for twice in vain, before as much may be missing without suspicion. */
const MOST_VAIN_REPEATS = 2;

/** A minute before there was a Gong: no transcript lies in it, and the endpoint says so if it is well. */
const EMPTY_MINUTE = { fromDateTime: '2000-01-01T00:00:00Z', toDateTime: '2000-01-01T00:01:00Z' };

/** The transcripts of calls, by their ids. One endpoint may send an id as a number, the other as a string. */
export const transcripts: LookUp = {
  // More ids a request are not known to work.
  batchSize: 100,
  keys: { ofItem: ({ id }) => idText(id), ofFound: ({ callId }) => idText(callId) },
  mayComeLater: true,
  open: openLookUp,
};

function openLookUp(gong: Gong): ReadRecords {
  const reader = new TranscriptReader(gong);
  return (calls, signal) => lookUp(calls, reader, gong, signal);
}

/** Calls without an id cannot be looked up. One endpoint may send an id as a number, the other as a string. */
async function* lookUp(
  calls: readonly JsonObject[],
  reader: TranscriptReader,
  gong: Gong,
  signal: AbortSignal,
): AsyncGenerator<readonly JsonObject[]> {
  const left = new Set(calls.map(({ id }) => idText(id)).filter((id) => id !== undefined));
  if (left.size === 0) return;
  const pages = reader.batches.read([...left], {
    read: (ids, attemptsAt) => reader.read(ids, left, signal, attemptsAt),
    isLeft: (id) => left.has(id),
    async control() {
      for await (const _page of paginate(gong, transcriptRequest(EMPTY_MINUTE), TRANSCRIPTS_KEY, signal))
        break;
    },
    leaveOut: (id, { message }) => {
      const text = `The transcript of the call ${id} is left out, since Gong does not give it: ${message}`;
      gong.events.emit('warning', { text });
    },
  });
  for await (const items of pages) {
    yield items;
  }
}

/** What came of one batch of ids in all requests for it. */
interface Batch {
  counted: number;
  came: number;
}

/** Reads transcripts by ids, for one sync. */
class TranscriptReader {
  readonly batches = new IdBatches();
  readonly #gong: Gong;
  readonly #vainRepeats = new VainRepeats(MOST_VAIN_REPEATS);
  /** Likewise for batches that bring nothing. */
  readonly #emptyRepeats = new VainRepeats(MOST_VAIN_REPEATS);

  constructor(gong: Gong) {
    this.#gong = gong;
  }

  /**
   * Reads those of the ids that are left, each once, and takes them from `left`. What has not come is read again if the
   * cursor expires on the way, which takes more than one page, if fewer came than were counted, or if nothing came: Gong
   * says so in the same words where it cannot see what there is.
   */
  async *read(
    ids: readonly string[],
    left: Set<string>,
    signal: AbortSignal,
    attemptsAt?: GongRequest['attemptsAt'],
  ): AsyncGenerator<readonly JsonObject[]> {
    const batch: Batch = { counted: 0, came: 0 };
    let isRepeated = false;
    let wasEmpty = false;
    for (let attempt = 1; ; attempt += 1) {
      const callIds = ids.filter((id) => left.has(id));
      if (callIds.length === 0) return;
      try {
        const request = {
          ...transcriptRequest({ callIds }),
          ...(attemptsAt !== undefined && { attemptsAt }),
        };
        yield* this.#readOnce(request, left, signal, batch);
      } catch (error) {
        if (!(error instanceof CursorExpired) || attempt === ATTEMPTS) throw error;
        continue;
      }
      const isEmpty = batch.came === 0;
      if (wasEmpty && !isEmpty) this.#emptyRepeats.reset();
      const repeats = isEmpty ? this.#emptyRepeats : this.#vainRepeats;
      const shortfall = isEmpty ? callIds.length : batch.counted - batch.came;
      if (shortfall <= 0 && isRepeated) repeats.reset();
      // Gong may count calls whose transcripts are not ready: then asking again is of no use.
      if (shortfall <= 0 || (!isRepeated && repeats.isUsual(shortfall))) return;
      if (isRepeated) {
        if (repeats.note(shortfall) && batch.counted > 0) this.#warn(batch);
        return;
      }
      isRepeated = true;
      wasEmpty = isEmpty;
    }
  }

  #warn({ counted, came }: Batch): void {
    const text = `Gong counted ${counted} transcripts of a batch of calls and gave ${came}, asked twice. What is missing is asked for again while its calls are younger than the look-back; older ones come with a refresh of the stream.`;
    this.#gong.events.emit('warning', { text });
  }

  async *#readOnce(
    request: GongRequest,
    left: Set<string>,
    signal: AbortSignal,
    batch: Batch,
  ): AsyncGenerator<readonly JsonObject[]> {
    const noticeProgress = createProgressGuard(PATH);
    const cameBefore = batch.came;
    for await (const { items, dropped, total = 0, isLast } of paginate(
      this.#gong,
      request,
      TRANSCRIPTS_KEY,
      signal,
    )) {
      // Each once, and only those that were asked for.
      const wanted = items.filter(({ callId }) => left.delete(idText(callId) ?? ''));
      if (!isLast) noticeProgress(wanted.length);
      // A repeat is counted without what has come before.
      batch.counted = Math.max(batch.counted, cameBefore + total);
      batch.came += wanted.length;
      if (dropped > 0) {
        const text = `${dropped} entries of a page of transcripts were no objects, and are left out.`;
        this.#gong.events.emit('warning', { text });
      }
      yield wanted;
    }
  }
}

/** The transcripts of a window's calls. */
export function transcriptProbe(window: Window): Probe {
  return { request: transcriptRequest(between(window)), itemsKey: TRANSCRIPTS_KEY };
}

/** Requests the transcripts of the calls that this filter lets through. */
export function transcriptRequest(filter: JsonObject): GongRequest {
  return { method: 'POST', path: PATH, body: { filter } };
}
