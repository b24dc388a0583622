import { deferred } from '../deferred.ts';
import { HOUR, type Instant } from '../instant.ts';
import type { JsonObject } from '../json-object.ts';
import type { List, Window } from '../streams/list.ts';
import { GivenCounts } from './given-counts.ts';
import { Progress } from './progress.ts';
import type { StreamRun } from './stream-run.ts';

/** A call that begins this much after its plan may be listed behind all that has come. Hardly any is later. */
const LATE = 6 * HOUR;

export interface WindowWalkOptions {
  readonly listing: List;
  readonly window: Window;
  /** The streams that are fed from it. */
  readonly runs: readonly StreamRun[];
  /** Keys of items that have gone out from walks which covered this window, or a part of it, before. */
  readonly elders: readonly ReadonlySet<unknown>[];
  /** How many items of this window have come before. If Gong counts no more, the first page is enough. */
  readonly known: number;
  /** The count of the window that this one was cut from. */
  readonly within: number;
  /** How often the window has been begun again. */
  readonly restarts: number;
  /** Whether another walk gave it away. */
  readonly isShare: boolean;
}

/** What a walk takes of a page. */
export interface Taken {
  readonly items: readonly JsonObject[];
  /** Those that might come up in another window as well: by key, the moment up to which such a window may begin. */
  readonly straddlers: ReadonlyMap<unknown, Instant>;
}

/** A window on its way: what it covers, what has come, and what of it was left to other walks. */
export class WindowWalk {
  readonly options: WindowWalkOptions;
  readonly progress = new Progress();
  /** When it was begun; infinity before. */
  begun: Instant = Infinity;
  /** The reading of what was left to other walks. */
  readonly givenAway: Promise<void>[] = [];
  readonly #seen = new Set<unknown>();
  readonly #given = new GivenCounts();
  readonly #total = deferred<number | undefined>();
  #window: Window;
  #isUnanswered = true;
  #hasEndedEarly = false;

  constructor(options: WindowWalkOptions) {
    this.options = options;
    this.#window = options.window;
  }

  /** What this walk has to cover by now. */
  get window(): Window {
    return this.#window;
  }

  get isUnanswered(): boolean {
    return this.#isUnanswered;
  }

  get hasGivenAway(): boolean {
    return this.givenAway.length > 0;
  }

  /** How much of its first window the walk has kept, by time: from 0 to 1. */
  get keptShare(): number {
    const { from, to } = this.options.window;
    return to === undefined || this.#window.to === undefined ? 1 : (this.#window.to - from) / (to - from);
  }

  /** Whether it is not known yet how much was given away. */
  get awaitsCount(): boolean {
    return this.#given.isAwaited;
  }

  /** Pages still to come: infinitely many before the first one. By estimate while a count of what was given away is awaited. */
  get remainingPages(): number {
    const { total, count } = this.progress;
    if (this.#isUnanswered) return Infinity;
    if (total === undefined) return 0;
    return Math.max(0, total - this.#given.items - count) / this.options.listing.pageSize;
  }

  /** A walk that covers this window again, or a part of it, and sends nothing twice. */
  again(window: Window, restarts = this.options.restarts, known = 0): WindowWalk {
    const within = this.progress.total ?? this.options.within;
    return new WindowWalk({
      ...this.options,
      isShare: false,
      window,
      elders: this.#asElder(),
      restarts,
      within,
      known,
    });
  }

  /** Notes Gong's count, which comes with the first page. */
  begin(total: number | undefined): void {
    this.#isUnanswered = false;
    this.progress.total = total;
    this.#total.resolve(total);
  }

  /** The walk is over. Whoever waits for its count waits no longer. */
  end(): void {
    this.#total.resolve(undefined);
  }

  /** Those of a page's items that are this walk's to send and have not gone out before. */
  take(items: readonly JsonObject[]): Taken {
    const straddlers = new Map<unknown, Instant>();
    return { items: items.filter((item) => this.#takes(item, straddlers)), straddlers };
  }

  /** Leaves what lies behind `lower` to a walk of its own, which `read` reads. */
  giveAway(lower: Window, upper: Window, read: (walk: WindowWalk) => Promise<void>): void {
    const walk = new WindowWalk({
      ...this.options,
      window: upper,
      elders: this.#asElder(),
      restarts: 0,
      known: 0,
      isShare: true,
    });
    this.#given.add(walk.#total.promise, this.#remainingItemsFrom(upper.from));
    this.#window = lower;
    this.givenAway.push(read(walk));
  }

  /** Whether the walk may end before its list does, since everything seems to have come that was not given away. */
  async mayEnd(): Promise<boolean> {
    const { to } = this.#window;
    if (!this.hasGivenAway || to === undefined || !this.progress.isPast(to)) return false;
    this.#hasEndedEarly = (await this.#seemsComplete(to)) === true;
    return this.#hasEndedEarly;
  }

  /** By Gong's counts of the whole and of what was given away. Undefined if it does not give them. */
  async #seemsComplete(to: Instant): Promise<boolean | undefined> {
    const { total } = this.progress;
    const given = await this.#given.counted();
    if (total === undefined || given === undefined) return undefined;
    return total - given - this.progress.countBefore(to) <= this.progress.doubtfulAt(to);
  }

  /** Whether all has come already, by the count of the first page. */
  get isKnown(): boolean {
    const { total } = this.progress;
    return total !== undefined && total <= this.options.known;
  }

  /**
   * What is to be asked for again when others have read the rest. After an early end Gong may have published more
   * meanwhile, and need not list calls by the time under which it files them: only a count of just what was kept says
   * that none is missing. At the end of the list one is missing only if Gong files otherwise than it documents.
   */
  async checks(): Promise<WindowWalk[]> {
    const { from, to } = this.#window;
    if (!this.hasGivenAway || to === undefined) return [];
    if (!this.#hasEndedEarly)
      return (await this.#seemsComplete(to)) === false ? [this.again(this.#window)] : [];
    const { restarts } = this.options;
    const isClear = this.progress.doubtfulAt(to) === 0;
    const border = isClear ? to : this.progress.clearBorder(to - LATE);
    const all = this.progress.countBefore(to);
    if (isClear || border <= from) return [this.again(this.#window, restarts, all)];
    // Around the border it is not known what belongs to this walk, so that only a small part is read again.
    const clear = this.progress.countBefore(border);
    return [
      this.again({ from, to: border, end: border }, restarts, clear),
      this.again({ ...this.#window, from: border }, restarts, all - clear),
    ];
  }

  #asElder(): readonly ReadonlySet<unknown>[] {
    return [this.#seen, ...this.options.elders];
  }

  /** How many of the items to come are to be expected from this moment on, if they are spread evenly. */
  #remainingItemsFrom(moment: Instant): number {
    const { from, to = moment } = this.#window;
    const begin = Math.max(this.progress.last, from);
    if (this.#isUnanswered || begin >= to) return 0;
    return (this.remainingPages * this.options.listing.pageSize * (to - moment)) / (to - begin);
  }

  #takes(item: JsonObject, straddlers: Map<unknown, Instant>): boolean {
    const { listing, elders } = this.options;
    const key = listing.key(item);
    if (key === undefined || key === null) return true;
    // A page that has moved on shows some items again, which do not count twice.
    if (this.#seen.has(key)) return false;
    if (listing.times !== undefined) {
      const times = listing.times(item);
      this.progress.note(listing.documentedTimes?.(item) ?? times);
      const { from, to = Infinity } = this.#window;
      if (this.hasGivenAway && times[0] >= to) return false;
      if (times[0] < from || times[1] >= to) straddlers.set(key, Math.max(times[1], to));
    }
    this.#seen.add(key);
    return !elders.some((elder) => elder.has(key));
  }
}
