import type { Instant } from '../base/instant.ts';
import type { Log } from '../protocol/log.ts';
import type { List, Range } from '../streams/list.ts';
import type { Stream } from '../streams/stream.ts';
import type { Changes } from './changes/changes.ts';
import type { Deletions } from './changes/deletions.ts';
import { AdmittedItems, type AdmittedItemsOptions } from './admitted-items.ts';
import { ItemSender } from './item-sender.ts';
import type { LookUps } from './look-ups.ts';
import { LookedUpItems } from './looked-up-items.ts';
import type { Source } from './record-filters.ts';
import type { StreamCoverage } from './stream-coverage.ts';
import type { StreamSession } from './stream-session.ts';
import { outgoingItems } from './outgoing-items.ts';
import type { PageItems } from './window-read.ts';

export interface StreamInputOptions extends AdmittedItemsOptions {
  readonly session: StreamSession;
  /** The list that is the stream's, or its partition's, own. */
  readonly ownList: List;
  readonly coverage: StreamCoverage;
  /** Where the stream's items are not its records. */
  readonly lookUps: LookUps | undefined;
  /** Only where the stream tells what has changed since the syncs before. */
  readonly changes?: Changes | undefined;
  readonly deletions?: Deletions | undefined;
  readonly log: Log;
}

/** Where a list's items come in for one stream: those that it may have turn into its records, which go out. */
export class StreamInput {
  readonly session: StreamSession;
  readonly #options: StreamInputOptions;
  readonly #admitted: AdmittedItems;
  readonly #sender: ItemSender;
  readonly #lookedUp: LookedUpItems | undefined;
  #isComplete = false;

  constructor(options: StreamInputOptions) {
    const { session, source, coverage, lookUps, changes, events } = options;
    const { name } = session.stream;
    this.#options = options;
    this.session = session;
    const admitted = new AdmittedItems(session.stream, options, (item) => changes?.noteListed(item));
    const sender = new ItemSender(session, coverage, changes);
    this.#admitted = admitted;
    this.#sender = sender;
    this.#lookedUp = lookUps && new LookedUpItems({ lookUps, session, admitted, sender, changes, events });
    const noteOf = ({ stream }: { readonly stream?: string }): void => {
      if (stream === name || stream === source.list.name) this.noteLacking();
    };
    events.on('warning', noteOf);
    events.on('leftOut', noteOf);
  }

  get stream(): Stream {
    return this.session.stream;
  }

  get ownList(): List {
    return this.#options.ownList;
  }

  get source(): Source {
    return this.#admitted.source;
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
    const { session, coverage, changes } = this.#options;
    if (!session.isActive) return;
    try {
      const items = this.#admitted.of(page, window);
      if (page.items.length > 0) coverage.noteItems();
      if (this.#lookedUp !== undefined) {
        await this.#lookedUp.add(items, window, page.newest);
        return;
      }
      const isFixed = this.source.list.granularity === 'fixed';
      const newest = isFixed && page.items.length > 0 ? window.to : page.newest;
      await this.#sender.send(outgoingItems(items, window, session.stream, changes), () => newest);
    } catch (error) {
      session.fail(error);
    }
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
    this.#admitted.forgetOutside(unread());
  }

  /** The list has not brought all that there is. */
  noteLacking(): void {
    this.#options.deletions?.noteLacking();
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
    const { session, lookUps, deletions } = this.#options;
    try {
      await lookUps?.drain(session.signal);
      await this.#sender.flush();
      if (session.isActive) deletions?.judge();
    } catch (error) {
      session.fail(error);
    }
    if (deletions?.isPending !== true) this.#end();
  }

  /** All streams have been read. Settles when what is gone has gone out. */
  async completeDeletions(): Promise<void> {
    const { session, deletions } = this.#options;
    if (deletions?.isPending !== true || !session.isActive) return;
    await deletions.send().catch((error: unknown) => session.fail(error));
    this.#end();
  }

  /** All has been sent, and what is missing has been looked for. */
  #end(): void {
    const { session, coverage, log } = this.#options;
    if (session.isActive && coverage.noteChecked()) session.noteGrowth();
    if (session.isActive) this.#admitted.conclude(log);
    session.complete();
  }

  /**
   * From now on the stream's own list feeds it, instead of one that it shares. That one has brought what starts in the
   * stretches that this sync has read, and these keys beside it. Of a range that it is known not to have brought whole,
   * it has brought only these keys.
   */
  useOwnList(until: Instant, keys: ReadonlySet<unknown>, distrusted: Range | undefined): void {
    const { coverage, session, deletions, ownList: list } = this.#options;
    deletions?.noteOtherList();
    const brought = coverage.changeToOwnList(list.name, until);
    this.#admitted.useOwnList(list, {
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
