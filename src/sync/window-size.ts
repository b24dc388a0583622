import type { Gong } from '../gong/client.ts';
import { SECOND } from '../base/instant.ts';
import type { List } from '../streams/list.ts';
import type { Schedule } from './schedule.ts';
import type { WindowRead } from './window-read.ts';

/** Windows under way for each page in flight, so that the last ones can be balanced and end together. */
const WINDOWS_PER_PAGE = 1.75;

/** As many windows may be begun before anything is known of the latency as the limiter lets in at once. */
const PARALLEL_AT_FIRST = 3;

/** The last page of a window is half empty on average, so windows should not be too short; what a crash loses, not too long. */
const FEWEST_PAGES = 3;
const MOST_PAGES = 50;

/** All windows under way should be read in this time: a state goes out with each of them. */
const DURATION_MS = 40 * SECOND;

/** A cut costs the page that told the count: a window may be larger than it should be by this factor first. */
const TOLERANCE = 1.75;

/** A count beyond all that a company can have recorded must not end in thousands of windows. */
const MOST_PARTS = 256;

/** Cuts in a row that all leave the whole count in one part. More of them, and the list's counts are none to cut by. */
const FUTILE_CUTS = 6;

/** Of the requests that a day still allows, the share that one round of windows may take. */
const SHARE_OF_DAY = 1 / 3;

export interface WindowSizeOptions {
  readonly list: List;
  readonly gong: Gong;
  readonly schedule: Schedule;
  /** Requests that a page costs, with what is asked for by its items. */
  readonly requestsPerPage: () => number;
}

/** How many windows of one list are under way, and how large they are: by measured latency, counts and what a day allows. */
export class WindowSize {
  readonly #options: WindowSizeOptions;
  #futileCuts = 0;

  constructor(options: WindowSizeOptions) {
    this.#options = options;
  }

  /** How many windows are to be under way: one where one cursor alone uses up the rate limit, or the list is to be read so. */
  parallel(isCounting: boolean): number {
    const { list, gong, requestsPerPage } = this.#options;
    if (list.isSequential === true) return 1;
    const pagesInFlight = gong.concurrency / requestsPerPage();
    const parallel = pagesInFlight <= 1 ? 1 : WINDOWS_PER_PAGE * pagesInFlight;
    return isCounting ? Math.max(PARALLEL_AT_FIRST, parallel) : parallel;
  }

  /** Pages that can still be had today, beside those of the windows that are under way. */
  get pagesLeftToday(): number {
    return this.#options.schedule.requestsLeftToday / this.#options.requestsPerPage();
  }

  /** Whether what is left of the day is so much that nothing has to be left for windows whose count has not come. */
  isDayLong(parallel: number): boolean {
    return this.pagesLeftToday >= parallel * MOST_PAGES;
  }

  /** Whether what is left of the day is worth beginning a window. */
  get isDayOver(): boolean {
    return this.pagesLeftToday < FEWEST_PAGES;
  }

  /** Into how many windows one is to be cut, now that its count has come. `pagesToRead` are those of the whole list. */
  partsOf(window: WindowRead, pagesToRead: number, parallel: number): number {
    const { pageSize } = this.#options.list;
    const { total, isFirst, isFutile, isSecondRead, sentKeys } = window;
    // It is known how much it holds, and most of it has gone out.
    if (isSecondRead && sentKeys.size > 0) return 1;
    this.#futileCuts = isFutile ? this.#futileCuts + 1 : isFirst ? this.#futileCuts : 0;
    if (total === undefined || this.#futileCuts > FUTILE_CUTS) return 1;
    return this.partsOfPages(total / pageSize, pagesToRead, parallel, { isFirst, isFutile });
  }

  /** The same for one of so many pages by Gong's count. */
  partsOfPages(
    pages: number,
    pagesToRead: number,
    parallel: number,
    { isFirst = true, isFutile = false } = {},
  ): number {
    const size = this.#pagesOf(isFirst, Math.max(pages, pagesToRead), parallel);
    // What it takes itself has been set aside.
    if (pages <= size * TOLERANCE && this.pagesLeftToday >= 0) return 1;
    return isFutile ? 2 : Math.min(MOST_PARTS, Math.ceil(pages / size));
  }

  #pagesOf(isFirst: boolean, pagesToRead: number, parallel: number): number {
    const { list, gong, schedule, requestsPerPage } = this.#options;
    const pagesInTime = DURATION_MS / schedule.latencyMs;
    // Days overlap where they are cut, since their borders depend on the time zone: the fewer the better.
    if (list.granularity === 'day') return Math.min(MOST_PAGES, pagesInTime / (WINDOWS_PER_PAGE * TOLERANCE));
    // What was cut to a size that the day allowed is not cut again because less of the day is left.
    const pagesToday = gong.requestsLeft / requestsPerPage();
    const today = isFirst ? (pagesToday * SHARE_OF_DAY) / parallel : Infinity;
    const most = Math.min(MOST_PAGES, pagesInTime / WINDOWS_PER_PAGE, today);
    return Math.max(FEWEST_PAGES, Math.min(most, pagesToRead / parallel));
  }
}
