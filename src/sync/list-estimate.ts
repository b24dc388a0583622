import type { WindowRead } from './window-read.ts';

/** How much a list holds: the sum of the first counts of all stretches that a sync reads of it. */
export class ListEstimate {
  #uncounted = 0;
  #sum = 0;

  /** Begins with so many stretches. */
  begin(stretches: number): void {
    this.#uncounted = stretches;
  }

  /** Whether the count of a stretch has not come. */
  get isPending(): boolean {
    return this.#uncounted > 0;
  }

  /** The first page of a window has come. Returns the estimate with the last stretch, where Gong counts at all. */
  note(each: WindowRead): number | undefined {
    if (!each.isFirst) return undefined;
    this.#uncounted -= 1;
    this.#sum += each.total ?? Number.NaN;
    return this.#uncounted > 0 || !(this.#sum > 0) ? undefined : this.#sum;
  }
}
