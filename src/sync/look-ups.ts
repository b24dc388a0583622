import { setMaxListeners } from 'node:events';
import { untilAborted, whenAllAborted } from '../base/abort.ts';
import { deferred } from '../base/deferred.ts';
import type { Gong } from '../gong/client.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { List, Range } from '../streams/list.ts';
import type { LookUp, ReadRecords, Stream } from '../streams/stream.ts';

/** What came, and the item of a stream by which it was asked for. */
export interface LookedUp {
  /** Undefined where nothing has come for the item. */
  readonly found: JsonObject | undefined;
  /** Undefined where the look-up does not tell. */
  readonly waiting: WaitingItem | undefined;
}

export interface WaitingItem {
  readonly item: JsonObject;
  readonly window: Range;
}

/** One of the streams that have the same look-up. */
export interface LookUpStream {
  /** Aborts when the stream has ended. */
  readonly signal: AbortSignal;
  /** Settles when the reader keeps up. */
  send(lookedUp: readonly LookedUp[]): Promise<void>;
  fail(error: unknown): void;
}

/** An item on its way, for all streams that want what is asked for by it. */
interface Entry {
  readonly item: JsonObject;
  readonly wanting: Map<LookUpStream, WaitingItem>;
  /** A window for each stream and item. */
  readonly windows: Range[];
}

/** Requests for the look-ups of these streams by one page of the list. */
export function requestsPerPage(streams: readonly Pick<Stream, 'lookUp'>[], { pageSize }: List): number {
  const lookUps = new Set(streams.map(({ lookUp }) => lookUp));
  return [...lookUps].reduce(
    (sum, lookUp) => sum + (lookUp === undefined ? 0 : Math.max(1, Math.ceil(pageSize / lookUp.batchSize))),
    0,
  );
}

/**
 * Batches under way at the same time, unless responses come so late that the rate limit would not be used to the full. More would
 * only take memory: in the end all wait for that limit, or the reader.
 */
const PREFETCH = 10;

/**
 * Asks for the records of streams by the items of their list, beside the reading of the list. Batches are filled over
 * the borders of windows, so that the windows cost no request more, and an item that several streams wait for is asked
 * for once.
 */
export class LookUps {
  readonly #lookUp: LookUp;
  readonly #gong: Gong;
  readonly #read: ReadRecords;
  readonly #underWay = new Set<Promise<void>>();
  /** Items of each window whose records have not come yet. */
  readonly #left = new Map<Range, number>();
  readonly #waiting: Entry[] = [];
  /** Of those that wait. */
  readonly #byKey = new Map<string, Entry>();
  #progress = deferred<void>();
  readonly #streams = new Set<LookUpStream>();
  /** Aborts when all streams have ended. */
  #signal = whenAllAborted([]);

  constructor(lookUp: LookUp, gong: Gong) {
    this.#lookUp = lookUp;
    this.#gong = gong;
    this.#read = lookUp.open(gong);
  }

  /** Requests that are still to be made for what has been added, or under way. */
  get requestsLeft(): number {
    return this.#underWay.size + Math.ceil(this.#waiting.length / this.#lookUp.batchSize);
  }

  /** Settles when the list may go on. */
  async add(items: readonly JsonObject[], window: Range, stream: LookUpStream): Promise<void> {
    this.#note(stream);
    this.#left.set(window, (this.#left.get(window) ?? 0) + items.length);
    for (const item of items) this.#add({ item, window }, stream);
    // All streams that a page feeds have theirs added before the first batch of it begins.
    await Promise.resolve();
    const { batchSize } = this.#lookUp;
    while (this.#waiting.length >= batchSize) {
      this.#start(batchSize);
      // Before the next one: what came of those under way may tell how to go on.
      while (this.#underWay.size > Math.max(PREFETCH, this.#gong.concurrency))
        await Promise.race(this.#underWay);
    }
  }

  /** Asks for what waits for a full batch. */
  flush(): void {
    while (this.#waiting.length > 0) this.#start(this.#lookUp.batchSize);
  }

  /** Settles when all that came from the window has gone out, or the stream has ended. */
  async finish(window: Range, signal: AbortSignal): Promise<void> {
    while ((this.#left.get(window) ?? 0) > 0 && !signal.aborted) {
      await untilAborted(this.#progress.promise, signal);
    }
    if (this.#left.get(window) === 0) this.#left.delete(window);
  }

  /** Settles when nothing is left to be asked for and all of it has gone out. Rejects where what came of it is a failure of the stream. */
  async drain(signal: AbortSignal): Promise<void> {
    this.flush();
    await Promise.all(this.#underWay);
    if (signal.aborted || this.#read.end === undefined) return;
    const streams = [...this.#streams];
    for await (const records of this.#read.end(signal)) await this.#send(records, [], streams, new Set());
  }

  #note(stream: LookUpStream): void {
    if (this.#streams.has(stream)) return;
    this.#streams.add(stream);
    this.#signal = whenAllAborted([...this.#streams].map(({ signal }) => signal));
    // Each of the batches listens.
    setMaxListeners(0, this.#signal);
  }

  #add(waiting: WaitingItem, stream: LookUpStream): void {
    const key = this.#lookUp.keys?.ofItem(waiting.item);
    let entry = key === undefined ? undefined : this.#byKey.get(key);
    if (entry === undefined) {
      entry = { item: waiting.item, wanting: new Map(), windows: [] };
      this.#waiting.push(entry);
      if (key !== undefined) this.#byKey.set(key, entry);
    }
    if (!entry.wanting.has(stream)) entry.wanting.set(stream, waiting);
    entry.windows.push(waiting.window);
  }

  #start(size: number): void {
    const batch = this.#waiting.splice(0, size);
    const { keys } = this.#lookUp;
    for (const { item } of batch) this.#byKey.delete(keys?.ofItem(item) ?? '');
    const lookingUp = this.#lookUpBatch(batch);
    this.#underWay.add(lookingUp);
    void lookingUp.then(() => this.#underWay.delete(lookingUp));
  }

  /** Never rejects, as a failure is the end of the streams. */
  async #lookUpBatch(batch: readonly Entry[]): Promise<void> {
    const streams = [...new Set(batch.flatMap(({ wanting }) => [...wanting.keys()]))];
    try {
      const signal = this.#signal;
      const came = new Set<Entry>();
      const items = batch.map(({ item }) => item);
      for await (const records of this.#read(items, signal)) await this.#send(records, batch, streams, came);
      const missing = batch.filter((entry) => !came.has(entry));
      await Promise.all(streams.map((stream) => stream.send(this.#missing(missing, stream))));
    } catch (error) {
      for (const stream of streams) stream.fail(error);
    }
    // Also of a batch that failed: other streams may wait for the same windows.
    for (const { windows } of batch) {
      for (const window of windows) this.#left.set(window, (this.#left.get(window) ?? 0) - 1);
    }
    this.#progress.resolve();
    this.#progress = deferred();
  }

  /** Adds the entries for which something has come to `came`. */
  async #send(
    records: readonly JsonObject[],
    batch: readonly Entry[],
    streams: readonly LookUpStream[],
    came: Set<Entry>,
  ): Promise<void> {
    const { keys } = this.#lookUp;
    if (keys === undefined) {
      const lookedUp = records.map((found) => ({ found, waiting: undefined }));
      await Promise.all(streams.map((stream) => stream.send(lookedUp)));
      return;
    }
    const byKey = new Map(batch.map((entry) => [keys.ofItem(entry.item), entry]));
    const matched = records.flatMap((found) => {
      const key = keys.ofFound(found);
      const entry = key === undefined ? undefined : byKey.get(key);
      if (entry === undefined) return [];
      came.add(entry);
      return [{ found, entry }];
    });
    await Promise.all(
      streams.map((stream) =>
        stream.send(
          matched.flatMap(({ found, entry }) => {
            const waiting = entry.wanting.get(stream);
            return waiting === undefined ? [] : [{ found, waiting }];
          }),
        ),
      ),
    );
  }

  #missing(entries: readonly Entry[], stream: LookUpStream): LookedUp[] {
    if (this.#lookUp.keys === undefined) return [];
    return entries.flatMap(({ wanting }) => {
      const waiting = wanting.get(stream);
      return waiting === undefined ? [] : [{ found: undefined, waiting }];
    });
  }
}
