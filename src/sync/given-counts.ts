/** How many items a walk has left to others: by estimate until Gong has counted them. */
export class GivenCounts {
  readonly #counts: Promise<number | undefined>[] = [];
  #items = 0;
  #awaited = 0;

  /** Items given away so far. */
  get items(): number {
    return this.#items;
  }

  /** Whether a count is still to come. */
  get isAwaited(): boolean {
    return this.#awaited > 0;
  }

  /** `count` is Gong's; undefined if it gives none, and then the estimate stays. */
  add(count: Promise<number | undefined>, estimate: number): void {
    this.#awaited += 1;
    this.#items += estimate;
    this.#counts.push(this.#settle(count, estimate));
  }

  /** All of them by Gong's counts. Undefined if one of these is missing. */
  async counted(): Promise<number | undefined> {
    const counts = await Promise.all(this.#counts);
    return counts.reduce<number | undefined>(
      (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
      0,
    );
  }

  async #settle(counting: Promise<number | undefined>, estimate: number): Promise<number | undefined> {
    const count = await counting;
    this.#awaited -= 1;
    this.#items += (count ?? estimate) - estimate;
    return count;
  }
}
