import type { Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { List, Range, Window } from '../streams/list.ts';
import { Cut } from './cut.ts';
import { requestsPerPage } from './look-ups.ts';
import { streamsOf, type StreamInput } from './stream-input.ts';
import { WindowItems } from './window-items.ts';

/** A part that holds nearly as much as the whole tells that the count does not go by the window. */
const FUTILE = 0.9;

export interface WindowReadOptions {
  readonly list: List;
  readonly window: Window;
  /** The streams that are fed from it. */
  readonly inputs: readonly StreamInput[];
  /** Items that it holds by an estimate, from the count of a larger window. */
  readonly expected?: number;
  /** Its count in an earlier read. */
  readonly total?: number;
  /** The count of the window that this one was cut from. */
  readonly within?: number;
  /** Keys of items that have gone out of this window before. */
  readonly sent?: ReadonlySet<unknown>;
  /** How often it was begun again because its cursor died. */
  readonly restarts?: number;
  /** The window that it is a part of. */
  readonly cut?: Cut | undefined;
  /** Whether it is read once more because fewer items came than were counted. */
  readonly isSecondRead?: boolean;
}

/** What is taken of a page. */
export interface PageItems {
  readonly items: readonly JsonObject[];
  /** Those that might come up in another window as well: by key, the time that such a window would touch. */
  readonly boundary: ReadonlyMap<unknown, Range>;
  /** The latest moment that one of the items can be filed under for certain. */
  readonly newest: Instant;
}

/** A window on its way: what it holds by Gong's count, and what has come of it. */
export class WindowRead {
  readonly #options: WindowReadOptions;
  readonly #items: WindowItems;
  #entriesOfLastPage = 0;
  #pages = 0;
  #total: number | undefined;

  constructor(options: WindowReadOptions) {
    this.#options = options;
    this.#items = new WindowItems(options.list, options.window, options.sent);
  }

  get window(): Window {
    return this.#options.window;
  }

  /** The streams that are fed from it and have not ended. */
  get inputs(): readonly StreamInput[] {
    return this.#options.inputs.filter(({ session }) => session.isActive);
  }

  get restarts(): number {
    return this.#options.restarts ?? 0;
  }

  get isSecondRead(): boolean {
    return this.#options.isSecondRead ?? false;
  }

  get cut(): Cut | undefined {
    return this.#options.cut;
  }

  /** Whether its count has come. */
  get isCounted(): boolean {
    return this.#pages > 0;
  }

  get pages(): number {
    return this.#pages;
  }

  /** The largest of Gong's counts so far, if it gives any; that of an earlier read where this one tells of nothing. */
  get total(): number | undefined {
    return this.#total === undefined || this.#total === 0
      ? (this.#options.total ?? this.#total)
      : this.#total;
  }

  /** Different items that have come in this read, with the empty entries among them. */
  get count(): number {
    return this.#items.count;
  }

  /** How many it holds, by Gong's count or by what has come in this read. */
  get counted(): number {
    return Math.max(this.#total ?? 0, this.count);
  }

  /** Whether its last page was full: a response that was cut short would look the same. */
  get endsFull(): boolean {
    return this.#entriesOfLastPage >= this.#options.list.pageSize;
  }

  /** Whether it, or a window that it is a half of, was read before. */
  get isAgain(): boolean {
    return this.#items.isAgain;
  }

  /** Items of this read that had not come before. */
  get newCount(): number {
    return this.#items.newCount;
  }

  /** Keys of the items that have gone out of the window, in all reads of it. */
  get sentKeys(): ReadonlySet<unknown> {
    return this.#items.sentKeys;
  }

  /** Different items that have come in all reads of the window. */
  get countOfAllReads(): number {
    return this.#items.countOfAllReads;
  }

  /** Pages still to come, by the count or, before it, by the estimate. */
  get pagesLeft(): number {
    const { expected = 0, list } = this.#options;
    if (!this.isCounted) return Math.max(1, Math.ceil(expected / list.pageSize));
    return Math.max(0, Math.ceil(((this.#total ?? 0) - this.count) / list.pageSize));
  }

  /** Requests that a page costs, with what is asked for by its items. */
  get requestsPerPage(): number {
    return 1 + requestsPerPage(streamsOf(this.inputs), this.#options.list);
  }

  /** Whether it is a stretch of the list as the sync began it, no part of another window. */
  get isFirst(): boolean {
    const { within, restarts, isSecondRead } = this.#options;
    return within === undefined && restarts === undefined && isSecondRead === undefined;
  }

  /** Whether the count is as large as that of the window which this one is a part of, and so none to cut by. */
  get isFutile(): boolean {
    const { within } = this.#options;
    return within !== undefined && this.#total !== undefined && this.#total >= FUTILE * within;
  }

  /** Notes a page, its count and its empty entries. */
  notePage(total: number | undefined, dropped = 0): void {
    this.#pages += 1;
    this.#items.noteEmpty(dropped);
    if (total !== undefined) this.#total = Math.max(total, this.#total ?? 0);
  }

  /** Those of a page's items that have not gone out before, and how many are new to this read. */
  take(items: readonly JsonObject[]): ReturnType<WindowItems['take']> {
    this.#entriesOfLastPage = items.length;
    return this.#items.take(items);
  }

  /** Parts of it, to be read in its place before anything of it has gone out. */
  parts(windows: readonly Window[]): WindowRead[] {
    const { total: _ofWhole, ...options } = this.#options;
    const expected = (this.pagesLeft * options.list.pageSize) / windows.length;
    const common = { ...options, expected, within: this.#total ?? Infinity };
    const cut = this.#cutInto(windows.length);
    return windows.map((window) => new WindowRead({ ...common, window, cut }));
  }

  /** Its halves, or all of it, to be read in its place after its cursor has died. */
  again(windows: readonly Window[]): WindowRead[] {
    const { total: _ofWhole, ...options } = this.#options;
    const restarts = windows.length === 1 ? this.restarts + 1 : this.restarts;
    const common = { ...options, restarts, sent: this.sentKeys, within: Infinity };
    const cut = this.#cutInto(windows.length);
    return windows.map((window) => new WindowRead({ ...common, window, cut }));
  }

  /** The same once more, because fewer items came than were counted. */
  secondRead(): WindowRead {
    const total = this.#total ?? 0;
    return new WindowRead({
      ...this.#options,
      expected: total,
      total,
      sent: this.sentKeys,
      isSecondRead: true,
    });
  }

  #cutInto(parts: number): Cut | undefined {
    const { cut, list } = this.#options;
    // Windows of days hold more than is theirs, so that the sum of them says nothing.
    const total = list.granularity === 'day' ? Infinity : this.#total;
    const whole = cut ?? (total === undefined ? undefined : new Cut(total));
    whole?.replacePart(parts);
    return whole;
  }
}
