import { setMaxListeners } from 'node:events';
import { whenAllAborted } from '../base/abort.ts';
import { deferred } from '../base/deferred.ts';
import { withPriority, type Gong } from '../gong/client.ts';
import { createProgressGuard } from '../gong/progress-guard.ts';
import type { Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { List, Range } from '../streams/list.ts';
import { pagesOf } from '../streams/pages-of.ts';
import { CountCheck } from './count-check.ts';
import { DeadCursors } from './dead-cursors.ts';
import type { SyncEmitter } from './events.ts';
import { firstWindows } from './first-windows.ts';
import { ListEstimate } from './list-estimate.ts';
import { requestsPerPage } from './look-ups.ts';
import { streamsOf, type StreamInput } from './stream-input.ts';
import type { Schedule, ScheduledList } from './schedule.ts';
import { WindowRead } from './window-read.ts';
import { WindowSize } from './window-size.ts';
import { cutWindow } from './windows.ts';

export interface ListReaderOptions {
  readonly list: List;
  readonly inputs: readonly StreamInput[];
  readonly gong: Gong;
  readonly events: SyncEmitter;
  /** The start of the sync. */
  readonly now: Instant;
  readonly schedule: Schedule;
  /** Gets every item that comes for the first time. */
  readonly onItems?: (items: readonly JsonObject[]) => void;
}

/**
 * Reads one list of Gong's for all the streams that it feeds, the newest windows first. The first page of a window
 * tells how much it holds; one that holds too much is cut, and its parts are read side by side. Each is read to its end
 * by its own cursor: counts decide sizes and raise suspicion, and no order is relied upon.
 */
export class ListReader implements ScheduledList {
  readonly #options: ListReaderOptions;
  readonly #open = new Set<WindowRead>();
  readonly #closing = new Set<WindowRead>();
  readonly #size: WindowSize;
  readonly #check: CountCheck;
  readonly #deadCursors: DeadCursors;
  readonly #estimate = new ListEstimate();
  readonly #unfinished: WindowRead[] = [];
  readonly #finished = deferred<void>();
  readonly #ended = new AbortController();
  readonly #signal: AbortSignal;
  #waiting: WindowRead[] = [];
  #dropped = 0;
  #isDayOver = false;
  #failure: unknown;

  constructor(options: ListReaderOptions) {
    this.#options = options;
    const streamsEnded = whenAllAborted(options.inputs.map(({ session }) => session.signal));
    this.#signal = AbortSignal.any([streamsEnded, this.#ended.signal]);
    // Each of its windows listens.
    setMaxListeners(0, this.#signal);
    this.#size = new WindowSize({ ...options, requestsPerPage: () => this.#requestsPerPage });
    this.#check = new CountCheck(options);
    this.#deadCursors = new DeadCursors({ ...options, settle: (each) => this.#settle(each) });
    options.schedule.add(this);
  }

  get waiting(): readonly WindowRead[] {
    return this.#waiting;
  }

  get open(): ReadonlySet<WindowRead> {
    return this.#open;
  }

  get lookUpsLeft(): number {
    const lookUps = new Set(this.#options.inputs.map((input) => input.lookUps));
    return [...lookUps].reduce((sum, each) => sum + (each?.requestsLeft ?? 0), 0);
  }

  /** Settles when all is read, with what went wrong in reading the list, if anything did. */
  async read(): Promise<unknown> {
    const { list, inputs, now } = this.#options;
    this.#waiting = firstWindows(inputs, list, now).map((each) => new WindowRead({ list, ...each }));
    this.#estimate.begin(this.#waiting.length);
    this.#fill();
    await this.#finished.promise;
    this.#warn();
    return this.#failure;
  }

  /** Keys of what has gone out of windows that were not read to their end. */
  get unfinishedKeys(): ReadonlySet<unknown> {
    return new Set(this.#unread.flatMap(({ sentKeys }) => [...sentKeys]));
  }

  /** Whether it has failed because no more requests can be made today. */
  get isDayOver(): boolean {
    return this.#isDayOver;
  }

  /** How many items Gong counted in windows that were read to their end, and did not list. */
  get unlisted(): number {
    return this.#check.unlisted;
  }

  /** Whether it has not brought all that it should hold: an empty entry may stand for any item. */
  get isLacking(): boolean {
    return this.unlisted > 0 || this.#dropped > 0;
  }

  get #parallel(): number {
    return this.#size.parallel(this.#estimate.isPending);
  }

  /** Requests that a page costs, with what is asked for by its items. */
  get #requestsPerPage(): number {
    const { list, inputs } = this.#options;
    return 1 + requestsPerPage(streamsOf(inputs), list);
  }

  /** Begins the newest windows that wait, as many as keep the rate limit busy and can be read to their end today. */
  #fill(): void {
    while (this.#waiting.length > 0 && this.#open.size < this.#parallel && !this.#signal.aborted) {
      const next = this.#nextThatFits();
      if (next === undefined) break;
      this.#open.add(next);
      void this.#readThrough(next);
    }
    if (this.#open.size > 0) return;
    for (const input of this.#options.inputs) input.flush();
    if (this.#closing.size > 0) return;
    if (this.#waiting.length > 0 && !this.#signal.aborted) {
      this.#isDayOver = true;
      this.#fail(this.#options.gong.budgetSpent());
    }
    this.#finished.resolve();
  }

  /** One that cannot be read to its end today is cut, and one that cannot be cut any more is left for another day. */
  #nextThatFits(): WindowRead | undefined {
    const [next] = this.#waiting;
    const size = this.#size;
    if (next?.isFirst === false && this.#isCounting && !size.isDayLong(this.#parallel)) return undefined;
    if (next === undefined || next.pagesLeft <= size.pagesLeftToday) return this.#waiting.shift();
    if (size.isDayOver) return undefined;
    const parts = this.#cut(next, Math.ceil(next.pagesLeft / size.pagesLeftToday));
    if (parts.length === 1) return undefined;
    this.#waiting.splice(0, 1, ...parts);
    return this.#waiting.shift();
  }

  /** Whether a stretch is under way that may turn out to need all that is left of the day. */
  get #isCounting(): boolean {
    return [...this.#open].some(({ isFirst, isCounted }) => isFirst && !isCounted);
  }

  async #readThrough(each: WindowRead): Promise<void> {
    try {
      const rest = each.inputs.length > 0 ? await this.#readPages(each) : [];
      // Its second read may be cut, and its parts know nothing of what is still asked for by the items of the first.
      if (rest.length === 0 && each.cut !== undefined && each.endsFull) await this.#settle(each);
      const { done, again } = rest.length > 0 ? { done: [], again: rest } : this.#check.endOf(each);
      for (const window of done) void this.#close(window);
      this.#waiting = newestFirst([...again, ...this.#waiting]);
    } catch (error) {
      if (!this.#signal.aborted) this.#fail(error);
      this.#unfinished.push(each);
      await this.#settle(each);
    }
    this.#open.delete(each);
    this.#fill();
  }

  /** Returns what is to be read in the window's place: nothing when it is done. */
  async #readPages(each: WindowRead): Promise<WindowRead[]> {
    const { list, gong, events, schedule, onItems } = this.#options;
    const { window } = each;
    const request = list.request(window);
    const noteProgress = createProgressGuard(request.path);
    const prioritized = withPriority(gong, () => schedule.priorityOf(each));
    events.emit('windowOpened', { list: list.name, window });
    try {
      for await (const page of pagesOf(list, window, prioritized, this.#signal)) {
        const isFirstPage = !each.isCounted;
        each.notePage(page.total, page.dropped);
        if (isFirstPage) {
          this.#noteCount(each);
          const parts = page.isLast ? 1 : this.#size.partsOf(each, this.#pagesToRead, this.#parallel);
          const cut = this.#cut(each, parts);
          if (cut.length > 1) return cut;
        }
        const { page: taken, newItems } = each.take(page.items);
        if (!page.isLast) noteProgress(newItems);
        this.#dropped += page.dropped;
        onItems?.(taken.items);
        await Promise.all(each.inputs.map((input) => input.accept(taken, window)));
        this.#fill();
      }
    } catch (error) {
      const again = await this.#deadCursors.readAgain(each, error);
      if (again !== undefined) return again;
    }
    // A list that has nothing to give may come without a page.
    if (!each.isCounted) {
      each.notePage(0);
      this.#noteCount(each);
    }
    events.emit('windowRead', { list: list.name, window, items: each.count, pages: each.pages });
    const second = this.#check.secondReadOf(each);
    if (second === undefined) return [];
    // The second read may be cut, and its parts know nothing of what is still asked for by the items of the first.
    await this.#settle(each);
    return [second];
  }

  /** Settles when all that came from the window so far has gone out. */
  async #settle(each: WindowRead): Promise<void> {
    await Promise.all(each.inputs.map((input) => input.settle(each.window)));
  }

  /** Settles when all that came from the window has gone out, and it is read for good. */
  async #close(each: WindowRead): Promise<void> {
    this.#closing.add(each);
    const unread = (): Range[] => this.#unread.map(({ window }) => window);
    await Promise.all(each.inputs.map((input) => input.finish(each.window, unread)));
    this.#closing.delete(each);
    this.#fill();
  }

  /** Windows that are not read for good: those that may have to be read once more as well. */
  get #unread(): WindowRead[] {
    const windows = [...this.#unfinished, ...this.#waiting, ...this.#open];
    const cuts = new Set(windows.map(({ cut }) => cut));
    return [...windows, ...[...cuts].flatMap((cut) => cut?.doubtful ?? [])];
  }

  #noteCount(each: WindowRead): void {
    const estimate = this.#estimate.note(each);
    // How many of them the config lets through, the count does not tell.
    if (estimate === undefined || this.#options.list.filter !== undefined) return;
    for (const { session } of this.#options.inputs) session.estimate(estimate);
  }

  get #pagesToRead(): number {
    return [...this.#waiting, ...this.#open].reduce((sum, { pagesLeft }) => sum + pagesLeft, 0);
  }

  /** The newest first; the window itself where it cannot be cut. */
  #cut(each: WindowRead, parts: number): WindowRead[] {
    const windows = cutWindow(each.window, parts, this.#options.list.granularity);
    return windows.length === 1 ? [each] : each.parts(windows).toReversed();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#ended.abort(error);
  }

  #warn(): void {
    const { list, events } = this.#options;
    this.#check.warn();
    if (this.#dropped === 0) return;
    const text = `${this.#dropped} entries of Gong's list "${list.name}" were empty and were left out.`;
    events.emit('warning', { text });
  }
}

function newestFirst(windows: readonly WindowRead[]): WindowRead[] {
  return windows.toSorted((one, other) => other.window.from - one.window.from);
}
