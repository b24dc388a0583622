import type { WindowRead } from './window-read.ts';

/**
 * A window that is read in parts. If fewer items come of all of them than were counted of the whole, a part that came
 * empty may not have been so: Gong says in the same words that there is nothing and that it cannot see it just now.
 */
export class Cut {
  readonly #total: number;
  readonly #empty: WindowRead[] = [];
  #partsLeft = 1;
  #came = 0;

  constructor(total: number) {
    this.#total = total;
  }

  /** One part, or the whole at first, of which so many items have come, is read in so many others. */
  replacePart(came: number, parts: number): void {
    this.#came += came;
    this.#partsLeft += parts - 1;
  }

  /** Notes a part that was read to its end. Returns what is read for good now, and what is to be read once more. */
  endPart(part: WindowRead): { readonly done: readonly WindowRead[]; readonly again: readonly WindowRead[] } {
    if (this.#partsLeft === 0) return { done: [part], again: [] };
    this.#partsLeft -= 1;
    this.#came += part.newCount;
    const isEmpty = part.count === 0 && !part.isSecondRead;
    if (isEmpty) this.#empty.push(part);
    const done = isEmpty ? [] : [part];
    if (this.#partsLeft > 0) return { done, again: [] };
    const empty = this.#empty.splice(0);
    if (this.#came >= this.#total) return { done: [...done, ...empty], again: [] };
    return { done, again: empty.map((each) => each.secondRead()) };
  }
}
