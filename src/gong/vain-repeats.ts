/**
 * Gong may count what it never lists. Once a few repeats in vain have shown that, as much may be missing without another
 * repeat: each would cost requests and bring nothing.
 */
export class VainRepeats {
  readonly #most: number;
  #inVain = 0;
  /** By how much counts are too high. */
  #shortfall = 0;

  /** `most` is how many repeats may be in vain before a shortfall as large is taken for the usual one. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether a repeat for so many that are missing would be in vain as well, as far as is known. */
  isUsual(shortfall: number): boolean {
    return this.#inVain >= this.#most && shortfall <= this.#shortfall;
  }

  /** A repeat has left as many missing. Returns whether that is more than any has left before. */
  note(shortfall: number): boolean {
    const isMore = shortfall > this.#shortfall;
    this.#inVain += 1;
    this.#shortfall = Math.max(this.#shortfall, shortfall);
    return isMore;
  }

  /** A repeat has brought all that was missing. */
  reset(): void {
    this.#inVain = 0;
  }
}
