import type { WindowRead } from './window-read.ts';

/** What follows from the end of a part. */
export interface PartEnd {
  /** What is read for good now. */
  readonly done: readonly WindowRead[];
  /** What is to be read once more. */
  readonly again: readonly WindowRead[];
  /** By how much the counts of all parts stay below that of the whole. */
  readonly shortfall: number;
}

/**
 * A window that is read in parts. If Gong counts fewer items in all of them than in the whole, a part that came empty may
 * not have been so, since Gong says in the same words that there is nothing and that it cannot see it just now; and one
 * that ended with a full page may have had another.
 */
export class Cut {
  /** Gong's count of the whole; infinite where that says nothing. */
  readonly total: number;
  readonly #doubtful: WindowRead[] = [];
  #partsLeft = 1;
  #counted = 0;

  constructor(total: number) {
    this.total = total;
  }

  /** Parts that were read to their end, and wait for what the others bring. */
  get doubtful(): readonly WindowRead[] {
    return this.#doubtful;
  }

  /** One part, or the whole at first, is read in so many others. */
  replacePart(parts: number): void {
    this.#partsLeft += parts - 1;
  }

  /** Notes a part that was read to its end. */
  endPart(part: WindowRead): PartEnd {
    this.#partsLeft -= 1;
    this.#counted += part.counted;
    const isDoubtful = !part.isSecondRead && (part.count === 0 || (part.endsFull && this.total < Infinity));
    if (isDoubtful) this.#doubtful.push(part);
    const done = isDoubtful ? [] : [part];
    if (this.#partsLeft > 0) return { done, again: [], shortfall: 0 };
    const doubtful = this.#doubtful.splice(0);
    const shortfall = Math.max(0, this.total - this.#counted);
    if (shortfall === 0 || doubtful.length === 0)
      return { done: [...done, ...doubtful], again: [], shortfall };
    this.#partsLeft = doubtful.length;
    for (const { counted } of doubtful) this.#counted -= counted;
    return { done, again: doubtful.map((each) => each.secondRead()), shortfall: 0 };
  }
}
