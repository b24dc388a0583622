import type { Gong } from '../gong/client.ts';
import type { JsonObject } from '../json-object.ts';
import { CursorExpired, walk } from '../gong/pages.ts';
import type { Listing, Window } from '../streams/listing.ts';
import type { Pool } from './pool.ts';
import type { StreamRun } from './stream-run.ts';
import { cutWindow, wholeWindow, type Range } from './windows.ts';

/** Records a window should hold: short enough to lose little when it breaks off, long enough to fill its pages. */
const WINDOW_RECORDS = 2_000;

/** How often a window that cannot be cut any smaller is begun again because its cursor died. */
const RESTARTS = 3;

/** A window of a list, and the streams that are fed from it. */
interface Walk {
  readonly window: Window;
  readonly runs: readonly StreamRun[];
  /** Keys of items that have gone out, so that a window which starts again repeats none. */
  readonly seen: Set<unknown>;
  readonly restarts: number;
}

export interface ListingWalkOptions {
  readonly listing: Listing;
  readonly runs: readonly StreamRun[];
  readonly gong: Gong;
  readonly pool: Pool;
  readonly onRestart: (text: string) => void;
}

/**
 * Reads one list of Gong's to the end of the range for all the streams that it feeds, window by window. Settles
 * when every one of them has ended; never rejects, for a failure is the end of a stream.
 */
export class ListingWalk {
  readonly #options: ListingWalkOptions;
  readonly #range: Range;
  /** Keys of items that might come up in another window too. */
  readonly #straddlers = new Set<unknown>();

  constructor(options: ListingWalkOptions) {
    this.#options = options;
    const [first] = options.runs;
    const from = Math.min(...options.runs.map(({ range }) => range.from));
    this.#range = { from, to: first?.range.to ?? from };
  }

  async read(): Promise<void> {
    const { runs } = this.#options;
    const walks = this.#firstWalks();
    for (const run of runs) {
      run.start(walks.filter((each) => each.runs.includes(run)).map(({ window }) => window));
    }
    await Promise.all(walks.map((each) => this.#readWalk(each)));
    for (const run of runs) run.complete();
  }

  /** One window for everybody, or, where one stream has come further than another, one for each stretch between. */
  #firstWalks(): Walk[] {
    const { listing, runs } = this.#options;
    const starts = [...new Set(runs.map(({ range }) => range.from))].toSorted((one, other) => one - other);
    return starts
      .map((from, index) => ({ from, to: starts[index + 1] ?? this.#range.to }))
      .filter(({ from, to }) => from < to)
      .map((stretch) => ({
        window: wholeWindow(stretch, listing.calendar),
        runs: runs.filter(({ range }) => range.from <= stretch.from),
        seen: new Set(),
        restarts: 0,
      }));
  }

  async #readWalk(current: Walk): Promise<void> {
    const next = await this.#options.pool.run(this, () => this.#readWindow(current));
    await Promise.all(next.map((each) => this.#readWalk(each)));
  }

  /** Answers what is to be read in the window's place: nothing when it is done. */
  async #readWindow(current: Walk): Promise<Walk[]> {
    const runs = current.runs.filter(({ isActive }) => isActive);
    if (runs.length === 0) return [];
    const { listing, gong } = this.#options;
    const { window } = current;
    const signal = whenAllAborted(runs.map((run) => run.signal));
    const intakes = runs.map((run) => ({ run, intake: run.stream.open(gong) }));
    const finish = (): Promise<unknown> =>
      Promise.all(intakes.map(({ run, intake }) => run.send(intake.end(run.signal))));
    try {
      let isFirst = true;
      for await (const { items, total } of walk(gong, listing.request(window), listing.itemsKey, signal)) {
        if (isFirst && total !== undefined) {
          if (
            window.reached === this.#range.to &&
            window.from <= this.#range.from &&
            current.restarts === 0
          ) {
            for (const run of runs) run.estimate(total);
          }
          if (total > 2 * WINDOW_RECORDS && current.seen.size === 0) {
            const parts = this.#cut(current, Math.ceil(total / WINDOW_RECORDS));
            if (parts.length > 1) return parts;
          }
        }
        isFirst = false;
        const fresh = this.#fresh(items, current);
        await Promise.all(
          intakes.map(({ run, intake }) => run.send(intake.page(run.allowed(fresh), run.signal))),
        );
      }
      await finish();
      for (const run of runs) run.close(window);
    } catch (error) {
      if (error instanceof CursorExpired) {
        await finish();
        return this.#again(current, error);
      }
      for (const run of runs) run.fail(error);
    }
    return [];
  }

  #again(current: Walk, error: CursorExpired): Walk[] {
    this.#options.onRestart(
      `Gong's cursor of ${this.#options.listing.request(current.window).path} expired: reading that window again in two halves`,
    );
    const parts = this.#cut(current, 2);
    if (parts.length > 1) return parts;
    if (current.restarts < RESTARTS) return [{ ...current, restarts: current.restarts + 1 }];
    for (const run of current.runs) run.fail(error);
    return [];
  }

  #cut(current: Walk, count: number): Walk[] {
    const windows = cutWindow(current.window, count, this.#options.listing.calendar, this.#range);
    if (windows.length === 1) return [current];
    for (const run of current.runs) run.split(current.window, windows);
    return windows.map((window) => ({ ...current, window }));
  }

  /** The items that have not gone out before, in this window's earlier attempts or in another window. */
  #fresh(items: readonly JsonObject[], { window, seen }: Walk): JsonObject[] {
    const { listing } = this.#options;
    return items.filter((item) => {
      const key = listing.key(item);
      if (key === undefined || key === null) return true;
      if (seen.has(key) || this.#straddlers.has(key)) return false;
      seen.add(key);
      if (listing.straddles?.(item, window) === true) this.#straddlers.add(key);
      return true;
    });
  }
}

/** The walk goes on while anybody wants it. */
function whenAllAborted(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  let left = signals.length;
  for (const signal of signals) {
    const note = (): void => {
      left -= 1;
      if (left === 0) controller.abort(signal.reason);
    };
    if (signal.aborted) note();
    else signal.addEventListener('abort', note, { once: true });
  }
  return controller.signal;
}
