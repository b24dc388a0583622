import { parseInstant, type Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Log } from '../protocol/log.ts';
import type { List, Range } from '../streams/list.ts';
import type { Stream } from '../streams/stream.ts';
import type { Changes } from './changes/changes.ts';
import type { Deletions } from './changes/deletions.ts';
import { ItemSender } from './item-sender.ts';
import type { LookedUp, LookUps, LookUpStream } from './look-ups.ts';
import { RecordFilters, type Source } from './record-filters.ts';
import type { SyncEmitter } from './events.ts';
import type { StreamCoverage } from './stream-coverage.ts';
import type { StreamSession } from './stream-session.ts';
import { itemsToLookUp, outgoingItems, outgoingLookedUp, recordsOf } from './outgoing-items.ts';
import type { PageItems } from './window-read.ts';

export interface StreamInputOptions {
  readonly session: StreamSession;
  /** The list that is the stream's, or its partition's, own. */
  readonly ownList: List;
  readonly coverage: StreamCoverage;
  readonly source: Source;
  readonly includePrivate: boolean;
  /** Ids of calls that are known to be private, of all streams of the sync. */
  readonly privateCalls: Set<string>;
  /** Where the stream's items are not its records. */
  readonly lookUps: LookUps | undefined;
  /** Only where the stream tells what has changed since the syncs before. */
  readonly changes?: Changes | undefined;
  readonly deletions?: Deletions | undefined;
  readonly events: SyncEmitter;
  readonly log: Log;
}

/** Where a list's items come in for one stream: those that it may have turn into its records, which go out. */
export class StreamInput {
  readonly session: StreamSession;
  readonly #options: StreamInputOptions;
  readonly #filters: RecordFilters;
  readonly #lookUpStream: LookUpStream;
  readonly #sender: ItemSender;
  #source: Source;
  #isComplete = false;
  /** Whether nothing is known to be lacking in what its list has brought. */
  #isWhole = true;
  /** The latest moment under which one of the items so far is filed for certain. */
  #newestItem: Instant = -Infinity;

  constructor(options: StreamInputOptions) {
    const { session, includePrivate, privateCalls } = options;
    this.#options = options;
    this.session = session;
    this.#source = options.source;
    this.#filters = new RecordFilters(session.stream, includePrivate, privateCalls, (item) => {
      options.changes?.noteListed(item);
    });
    this.#sender = new ItemSender(session, options.coverage, options.changes);
    const { list } = options.source;
    const noteOf = ({ stream }: { readonly stream?: string }): void => {
      if (stream === session.stream.name || stream === list.name) this.noteLacking();
    };
    options.events.on('warning', noteOf);
    options.events.on('leftOut', noteOf);
    this.#lookUpStream = {
      signal: session.signal,
      send: (lookedUp) => this.#sendLookedUp(lookedUp),
      fail: (error) => session.fail(error),
    };
  }

  get stream(): Stream {
    return this.session.stream;
  }

  get ownList(): List {
    return this.#options.ownList;
  }

  get source(): Source {
    return this.#source;
  }

  /** Where its items are not its records. Streams that ask together have the same. */
  get lookUps(): LookUps | undefined {
    return this.#options.lookUps;
  }

  /** What the stream has to have of its list in this sync, the newest first. */
  get toRead(): Range[] {
    return this.#options.coverage.toRead;
  }

  /** Whether later syncs read again what is as young as this moment. */
  isReadAgain(moment: Instant): boolean {
    return this.#options.coverage.isReadAgain(moment);
  }

  /** Whether this moment was read before. */
  covers(moment: number): boolean {
    return this.#options.coverage.covers(moment);
  }

  /** Settles when the list may go on. Never rejects, as a failure is the end of the stream. */
  async accept(page: PageItems, window: Range): Promise<void> {
    const { session, coverage, lookUps, changes } = this.#options;
    if (!session.isActive) return;
    try {
      const items = this.#open(() => this.#filters.apply(page, this.#source, window));
      this.#newestItem = Math.max(this.#newestItem, page.newest);
      if (page.items.length > 0) coverage.noteItems();
      if (lookUps === undefined) {
        const isFixed = this.#source.list.granularity === 'fixed';
        const newest = isFixed && page.items.length > 0 ? window.to : page.newest;
        const { stream } = session;
        await this.#sender.send(outgoingItems(items, window, stream, changes), () => newest);
      } else {
        await lookUps.add(itemsToLookUp(items, session.stream, changes), window, this.#lookUpStream);
      }
    } catch (error) {
      session.fail(error);
    }
  }

  /** An item for which something may come later has not been seen: it may come with the next sync. */
  async #sendLookedUp(lookedUp: readonly LookedUp[]): Promise<void> {
    const { session, events, changes } = this.#options;
    const { stream } = session;
    const missing = lookedUp.filter(({ found }) => found === undefined).length;
    if (missing > 0 && stream.isOneForOne) {
      events.emit('notYetThere', { stream: stream.name, count: missing });
    }
    let newest = -Infinity;
    const items = lookedUp.flatMap((each) => {
      const toRecords = (): readonly JsonObject[] => {
        const own = recordsOf(each, stream);
        if (each.found !== undefined) newest = Math.max(newest, this.#newestOf(own));
        else if (each.waiting !== undefined && stream.lookUp?.mayComeLater !== true) {
          newest = Math.max(newest, this.#newestOf([each.waiting.item]));
        }
        return this.#open(() => this.#filters.withoutPrivate(own));
      };
      return outgoingLookedUp(each, toRecords, stream, changes);
    });
    await this.#sender.send(items, () => newest);
  }

  /** The list may file an item under an earlier time than the one that its record tells. */
  #newestOf(records: readonly JsonObject[]): Instant {
    const { cursorField } = this.session.stream;
    if (cursorField === undefined) return -Infinity;
    // Rows of one item have the same.
    const texts = new Set(records.map((record) => record[cursorField]));
    const moments = [...texts].map((text) => parseInstant(text) ?? -Infinity);
    return Math.min(Math.max(...moments), this.#newestItem);
  }

  /** What a filter leaves; how many private ones it leaves out is told, and how many others. */
  #open(filter: () => readonly JsonObject[]): readonly JsonObject[] {
    const { session, events } = this.#options;
    const { name } = session.stream;
    const { privateItems, filteredItems } = this.#filters;
    const left = filter();
    const count = this.#filters.privateItems - privateItems;
    if (count > 0) events.emit('privateLeftOut', { stream: name, count });
    const filtered = this.#filters.filteredItems - filteredItems;
    if (filtered > 0) events.emit('filteredOut', { stream: name, count: filtered });
    return left;
  }

  /** Asks for the records of items that wait for others. */
  flush(): void {
    this.#options.lookUps?.flush();
  }

  /** Settles when all that came from the window so far has gone out. Never rejects. */
  async settle(window: Range): Promise<void> {
    this.flush();
    await this.#sendAllOf(window);
  }

  async #sendAllOf(window: Range): Promise<void> {
    const { lookUps, session } = this.#options;
    try {
      await lookUps?.finish(window, session.signal);
      await this.#sender.flush();
    } catch (error) {
      session.fail(error);
    }
  }

  /**
   * The window has come to its end. Settles when all its records have gone out, and never rejects. `unread` returns what is still
   * to be read.
   */
  async finish(window: Range, unread: () => readonly Range[]): Promise<void> {
    await this.#sendAllOf(window);
    if (this.session.isActive) {
      this.#options.coverage.add(window);
      this.session.noteGrowth();
    }
    this.#filters.forgetOutside(unread());
  }

  /** The list has not brought all that there is. Where Gong can be asked for what is missing, that does not matter. */
  noteLacking(): void {
    if (this.#source.list.existing === undefined) this.#isWhole = false;
  }

  /** What it is fed by cannot be read. Other partitions of the stream go on. */
  fail(error: unknown): void {
    if (this.#isComplete) return;
    this.#isComplete = true;
    const { session, ownList, log } = this.#options;
    if (session.stream.partitions !== undefined) {
      log.error(`${ownList.name} cannot be read. What else there is of the stream is read.`);
    }
    session.failPartition(error);
  }

  /**
   * All that there is has been read. Settles when all of it has gone out. Where something seems to be gone, the stream ends when
   * that is known.
   */
  async complete(): Promise<void> {
    if (this.#isComplete) return;
    this.#isComplete = true;
    const { session, lookUps, deletions, coverage } = this.#options;
    try {
      await lookUps?.drain(session.signal);
      await this.#sender.flush();
      if (session.isActive) deletions?.judge(this.#isWhole ? coverage : undefined);
    } catch (error) {
      session.fail(error);
    }
    if (deletions?.isPending !== true) this.#end();
  }

  /** Whether its records tell that the key sees less than before. */
  get isSightLost(): boolean {
    return this.#options.deletions?.isSightLost === true;
  }

  /** Of calls that Gong can be asked for: when all of them were read last. They tell what else the key sees. */
  get sightSince(): Instant | undefined {
    const { deletions, coverage } = this.#options;
    return deletions === undefined || this.#source.list.existing === undefined
      ? undefined
      : coverage.lastDeepRead;
  }

  /** All streams have been read. Settles when what is gone has gone out. */
  async completeDeletions(isSightLost: boolean, sightSince: Instant): Promise<void> {
    const { session, deletions } = this.#options;
    if (deletions?.isPending !== true || !session.isActive) return;
    await deletions.send(isSightLost, sightSince).catch((error: unknown) => session.fail(error));
    this.#end();
  }

  /** All has been sent, and what is missing has been looked for. */
  #end(): void {
    const { session, coverage, log } = this.#options;
    if (session.isActive && coverage.noteChecked()) session.noteGrowth();
    const { privateItems, filteredItems } = this.#filters;
    if (session.isActive && privateItems > 0) {
      log.info(
        `${session.stream.name}: left out ${privateItems} private calls (include_private_calls is false)`,
      );
    }
    if (session.isActive && filteredItems > 0) {
      const { itemsKey, filter } = this.#source.list;
      const keys = filter?.keys.join(', ') ?? '';
      log.info(`${session.stream.name}: left out ${filteredItems} ${itemsKey} (${keys})`);
    }
    session.complete();
  }

  /**
   * From now on the stream's own list feeds it, instead of one that it shares. That one has brought what starts in the
   * stretches that this sync has read, and these keys beside it. Of a range that it is known not to have brought whole,
   * it has brought only these keys.
   */
  useOwnList(until: Instant, keys: ReadonlySet<unknown>, distrusted: Range | undefined): void {
    const { coverage, session, ownList: list } = this.#options;
    this.#isWhole = false;
    this.#source = { list, toItem: (item) => item };
    const brought = coverage.changeToOwnList(list.name, until);
    this.#filters.changeToCalls({
      coverage: distrusted === undefined ? brought : brought.without(distrusted),
      keys,
    });
    if (distrusted !== undefined) coverage.forget(distrusted);
    // Whatever happens now, no state may go on saying that all has been read.
    session.sendState();
  }
}

export function streamsOf(inputs: readonly StreamInput[]): Stream[] {
  return inputs.map(({ stream }) => stream);
}
