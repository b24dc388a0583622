import type { Gong } from '../gong/client.ts';
import { whenAllAborted } from '../abort.ts';
import { CursorExpired, paginate, type Page } from '../gong/pages.ts';
import type { List, Window } from '../streams/list.ts';
import { Feed } from './feed.ts';
import { firstWindows } from './first-windows.ts';
import type { Pace } from './pace.ts';
import type { Lane, Pool } from './pool.ts';
import type { StreamRun } from './stream-run.ts';
import { rankOf } from './rank.ts';
import { earlyShareOf, shareOf } from './sharing.ts';
import { partsOf } from './window-size.ts';
import { WindowWalk } from './window-walk.ts';
import { cutWindow, type Range } from './windows.ts';

/** Of a request: how many are needed is measured, and so never quite a whole number. */
const SLACK = 0.15;

/** How often a window that cannot be cut any smaller is begun again because its cursor died. */
const RESTARTS = 3;

export interface ListingWalkOptions {
  readonly listing: List;
  readonly runs: readonly StreamRun[];
  readonly gong: Gong;
  readonly pool: Pool;
  readonly pace: Pace;
  readonly onRestart: (text: string) => void;
}

/**
 * Reads one list of Gong's for all the streams that it feeds, window by window. A window that proves large is cut;
 * and when a request more could be in flight but no window waits, a walk leaves the upper part of its own to another.
 */
export class ListingWalk implements Lane {
  readonly #options: ListingWalkOptions;
  readonly #range: Range;
  /** The walks under way. */
  readonly #active = new Set<WindowWalk>();

  constructor(options: ListingWalkOptions) {
    this.#options = options;
    const [first] = options.runs;
    const from = Math.min(...options.runs.map(({ range }) => range.from));
    this.#range = { from, to: first?.range.to ?? from };
  }

  /** Settles when every stream has ended. Never rejects: a failure is the end of a stream. */
  async read(): Promise<void> {
    const { listing, runs } = this.#options;
    const first = firstWindows(runs, listing.granularity, this.#range.to);
    for (const run of runs) {
      run.start(first.filter((each) => each.runs.includes(run)).map(({ window }) => window));
    }
    const common = { listing, elders: [], known: 0, restarts: 0, within: Infinity, isShare: false };
    await Promise.all(first.map((each) => this.#readAll(new WindowWalk({ ...common, ...each }))));
    for (const run of runs) run.complete();
  }

  /** Finds work for a free place: a walk leaves the upper part of its window to another one. */
  spare(): boolean {
    if (this.#options.listing.times === undefined) return false;
    const { pace, pool } = this.#options;
    const active = [...this.#active];
    let share = earlyShareOf(active, this.#range, Date.now());
    // One walk more than the limit needs would cost requests and save no time.
    share ??= pool.running + SLACK < pace.needed ? shareOf(active, this.#range) : undefined;
    if (share === undefined) return false;
    const { window, options } = share.walk;
    const lower: Window = { from: window.from, to: share.from, end: share.from };
    const upper: Window = { ...window, from: share.from };
    for (const run of options.runs) run.split(window, [lower, upper]);
    share.walk.giveAway(lower, upper, (walkOfUpper) => this.#readAll(walkOfUpper));
    return true;
  }

  /** Gong as a walk and its look-ups see it: their requests have the walk's rank. */
  #rankedGong(each: WindowWalk): Gong {
    const { gong, pool } = this.#options;
    const rank = (): number => rankOf(each, this.#active, pool.hasWaiting);
    return { ...gong, request: (request, signal) => gong.request({ ...request, priority: rank }, signal) };
  }

  async #readAll(each: WindowWalk): Promise<void> {
    const parts: Promise<void>[] = [];
    const { from } = each.window;
    await this.#options.pool.run(this, from, async () => {
      // Only the promises are kept: a walk that is done would take its keys along to the end of all others.
      for (const part of await this.#readWindow(each)) parts.push(this.#readAll(part));
    });
    await Promise.all([...each.givenAway, ...parts]);
  }

  /** Answers what is to be read in the window's place: nothing when it is done. */
  async #readWindow(each: WindowWalk): Promise<WindowWalk[]> {
    const runs = each.options.runs.filter(({ isActive }) => isActive);
    try {
      if (runs.length === 0) return [];
      this.#active.add(each);
      each.begun = Date.now();
      return await this.#walkThrough(each, runs);
    } catch (error) {
      for (const run of runs) run.fail(error);
      return [];
    } finally {
      each.end();
    }
  }

  async #walkThrough(each: WindowWalk, runs: readonly StreamRun[]): Promise<WindowWalk[]> {
    const { pool } = this.#options;
    const { listing } = each.options;
    const gong = this.#rankedGong(each);
    const feeds = runs.map((run) => new Feed(run, gong, pool));
    let next: WindowWalk[] | undefined;
    try {
      const signal = whenAllAborted(runs.map((run) => run.signal));
      for await (const page of paginate(gong, listing.request(each.window), listing.itemsKey, signal)) {
        if (each.isUnanswered) next = this.#begin(each, page, runs);
        if (next !== undefined) return next;
        const taken = each.take(page.items);
        await Promise.all(feeds.map((feed) => feed.page(taken)));
        // Without the order of time the walk would go on through all that it has given away.
        if (each.hasGivenAway && !each.progress.isAscending) next = [each.again(each.window)];
        if (next !== undefined || each.isKnown || (await each.mayEnd())) break;
      }
    } catch (error) {
      if (!(error instanceof CursorExpired)) throw error;
      next = this.#afterExpiry(each, error);
    } finally {
      // From here on there is nothing to share: what follows only ends it.
      this.#active.delete(each);
    }
    await Promise.all(feeds.map((feed) => feed.end()));
    // A list that ends before its first page is empty.
    if (each.isUnanswered) each.begin(0);
    next ??= await this.#checksOf(each);
    if (next.length === 0) for (const run of runs) run.close(each.window);
    return next;
  }

  /** Looks at the count that comes with the first page. Answers the parts to be read instead of too large a window. */
  #begin(each: WindowWalk, { total, isLast }: Page, runs: readonly StreamRun[]): WindowWalk[] | undefined {
    each.begin(total);
    const { window, restarts, within } = each.options;
    if (total === undefined) return undefined;
    if (window.from <= this.#range.from && window.end === this.#range.to && restarts === 0) {
      for (const run of runs) run.estimate(total);
    }
    // A count that is as large in a part as in the whole is none to cut by; and one page needs no cut.
    if (isLast || each.isKnown || total >= within) return undefined;
    const { listing, pace, pool } = this.#options;
    const kept = total * each.keptShare;
    const isShared = each.hasGivenAway || each.options.isShare;
    const parts = partsOf(kept, pace.pageInterval(pool.running), isShared, listing.pageSize);
    return this.#cut(each, parts);
  }

  async #checksOf(each: WindowWalk): Promise<WindowWalk[]> {
    const checks = await each.checks();
    const windows = checks.map(({ window }) => window);
    if (windows.length > 1) for (const run of each.options.runs) run.split(each.window, windows);
    return checks;
  }

  #afterExpiry(each: WindowWalk, error: CursorExpired): WindowWalk[] {
    const { path } = this.#options.listing.request(each.window);
    this.#options.onRestart(
      `The cursor of ${path} expired. Its window is read again from the start, in halves.`,
    );
    const halves = this.#cut(each, 2);
    if (halves !== undefined) return halves;
    this.#active.delete(each);
    if (each.options.restarts >= RESTARTS) throw error;
    return [each.again(each.window, each.options.restarts + 1)];
  }

  #cut(each: WindowWalk, parts: number): WindowWalk[] | undefined {
    const windows = cutWindow(each.window, parts, this.#options.listing.granularity, this.#range);
    if (windows.length === 1) return undefined;
    // What is planned anew is not to be shared any more.
    this.#active.delete(each);
    for (const run of each.options.runs) run.split(each.window, windows);
    return windows.map((window) => each.again(window));
  }
}
