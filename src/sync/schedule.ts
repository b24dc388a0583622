import type { Gong } from '../gong/client.ts';
import { SECOND } from '../base/instant.ts';
import type { WindowRead } from './window-read.ts';

/** Windows end together if the longest goes first from when the rest takes so many times as long as it does by itself. */
const ENDING = 2;

/** By so many pages a window may turn out to be larger than was estimated. */
const MARGIN_PAGES = 1;

/** What one list still has to read. */
export interface ScheduledList {
  readonly waiting: readonly WindowRead[];
  readonly open: ReadonlySet<WindowRead>;
  /** Requests that are still to be made for what has come of it. */
  readonly lookUpsLeft: number;
}

/** Which window of all lists of a sync goes next, since they share the rate limit and the requests of a day. */
export class Schedule {
  readonly #gong: Gong;
  readonly #lists = new Set<ScheduledList>();

  constructor(gong: Gong) {
    this.#gong = gong;
  }

  add(list: ScheduledList): void {
    this.#lists.add(list);
  }

  /** From one page of a window to the next, if nothing holds it up. */
  get latencyMs(): number {
    const { concurrency, requestsPerSecond } = this.#gong;
    return (concurrency * SECOND) / requestsPerSecond;
  }

  /** Requests that can still be had today, beside those that the windows under way take, or what has come of them. */
  get requestsLeftToday(): number {
    const open = this.#open;
    const uncounted = open.filter(({ isCounted }) => !isCounted);
    const margin = uncounted.reduce((sum, { requestsPerPage }) => sum + MARGIN_PAGES * requestsPerPage, 0);
    const lookUps = [...this.#lists].reduce((sum, { lookUpsLeft }) => sum + lookUpsLeft, 0);
    return this.#gong.requestsLeft - requestsOf(open) - margin - lookUps;
  }

  /**
   * The place of a window's next request among those that wait for the rate limit; the lowest goes first. While much is
   * to be read the newest window of each list goes first, so that windows finish; in the end, of all the one that has
   * most before it, so that all end together.
   */
  priorityOf(window: WindowRead): number {
    if (this.#isEnding) return window.isCounted ? -window.pagesLeft - window.requestsPerPage : -Infinity;
    const list = [...this.#lists].find(({ open }) => open.has(window));
    const newer = [...(list?.open ?? [])].filter((other) => other.window.to > window.window.to);
    return newer.length;
  }

  get #open(): WindowRead[] {
    return [...this.#lists].flatMap(({ open }) => [...open]);
  }

  /** Whether all windows are under way, and hardly more is to be read than the longest of them takes by itself. */
  get #isEnding(): boolean {
    if ([...this.#lists].some(({ waiting }) => waiting.length > 0)) return false;
    const open = this.#open;
    const restMs = (requestsOf(open) / this.#gong.requestsPerSecond) * SECOND;
    return restMs <= ENDING * this.latencyMs * Math.max(...open.map(({ pagesLeft }) => pagesLeft));
  }
}

function requestsOf(windows: readonly WindowRead[]): number {
  return windows.reduce((sum, { pagesLeft, requestsPerPage }) => sum + pagesLeft * requestsPerPage, 0);
}
