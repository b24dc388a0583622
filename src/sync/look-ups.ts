import { untilAborted } from '../base/abort.ts';
import { deferred } from '../base/deferred.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { List, Range } from '../streams/list.ts';
import type { ReadRecords, Stream } from '../streams/stream.ts';

export interface LookUpsOptions {
  readonly batchSize: number;
  readonly read: ReadRecords;
  /** Ends all of them. */
  readonly signal: AbortSignal;
  /** Gets pages of records. */
  readonly send: (records: readonly JsonObject[]) => Promise<void>;
  /** Gets how many items of a batch have no record yet. */
  readonly onMissing: (count: number) => void;
  readonly onFailure: (error: unknown) => void;
}

interface WaitingItem {
  readonly item: JsonObject;
  readonly window: Range;
}

/** Requests for the records of one page of the list. */
export function requestsPerPage({ lookUp }: Stream, { pageSize }: List): number {
  return lookUp === undefined ? 0 : Math.max(1, Math.ceil(pageSize / lookUp.batchSize));
}

/** Batches under way at the same time. More would only take memory: in the end all wait for the rate limit, or the reader. */
const PREFETCH = 10;

/**
 * Asks for the records of one stream by the items of its list, beside the reading of the list. Batches are filled over
 * the borders of windows, so that the windows cost no request more.
 */
export class LookUps {
  readonly #options: LookUpsOptions;
  readonly #underWay = new Set<Promise<void>>();
  /** Items of each window whose records have not come yet. */
  readonly #left = new Map<Range, number>();
  readonly #waiting: WaitingItem[] = [];
  #progress = deferred<void>();

  constructor(options: LookUpsOptions) {
    this.#options = options;
  }

  /** Requests that are still to be made for what has been added, or under way. */
  get requestsLeft(): number {
    return this.#underWay.size + Math.ceil(this.#waiting.length / this.#options.batchSize);
  }

  /** Settles when the list may go on. */
  async add(items: readonly JsonObject[], window: Range): Promise<void> {
    this.#left.set(window, (this.#left.get(window) ?? 0) + items.length);
    for (const item of items) this.#waiting.push({ item, window });
    const { batchSize } = this.#options;
    while (this.#waiting.length >= batchSize) this.#start(this.#waiting.splice(0, batchSize));
    while (this.#underWay.size > PREFETCH) await Promise.race(this.#underWay);
  }

  /** Asks for what waits for a full batch. */
  flush(): void {
    if (this.#waiting.length > 0) this.#start(this.#waiting.splice(0));
  }

  /** Settles when all that came from the window has gone out, or the stream has ended. */
  async finish(window: Range): Promise<void> {
    const { signal } = this.#options;
    while ((this.#left.get(window) ?? 0) > 0 && !signal.aborted) {
      await untilAborted(this.#progress.promise, signal);
    }
    this.#left.delete(window);
  }

  /** Settles when nothing is left to be asked for. */
  async drain(): Promise<void> {
    this.flush();
    await Promise.all(this.#underWay);
    const { read, signal, onFailure } = this.#options;
    if (signal.aborted) return;
    try {
      read.end?.();
    } catch (error) {
      onFailure(error);
    }
  }

  #start(batch: readonly WaitingItem[]): void {
    const lookingUp = this.#lookUp(batch);
    this.#underWay.add(lookingUp);
    void lookingUp.then(() => this.#underWay.delete(lookingUp));
  }

  /** Never rejects, as a failure is the end of the stream. */
  async #lookUp(batch: readonly WaitingItem[]): Promise<void> {
    const { read, signal, send, onMissing, onFailure } = this.#options;
    try {
      const items = batch.map(({ item }) => item);
      let missing = items.length;
      for await (const records of read(items, signal)) {
        missing -= records.length;
        await send(records);
      }
      if (missing > 0) onMissing(missing);
    } catch (error) {
      onFailure(error);
      return;
    }
    for (const { window } of batch) this.#left.set(window, (this.#left.get(window) ?? 0) - 1);
    this.#progress.resolve();
    this.#progress = deferred();
  }
}
