import type { Range } from '../streams/list.ts';

/**
 * Items of one stream that may come up in more than one window, since their times lie in several. Each is remembered
 * until every window is read in which it might come up; a company of a million calls has a hundred thousand of them.
 */
export class BoundaryItems {
  readonly #known = new Map<unknown, Range>();

  /** Returns whether the item has not come before. It may come again in windows that touch the range. */
  add(key: unknown, range: Range): boolean {
    if (this.#known.has(key)) return false;
    this.#known.set(key, range);
    return true;
  }

  /** `unread` is what is still to be read. */
  forgetOutside(unread: readonly Range[]): void {
    for (const [key, { from, to }] of this.#known) {
      if (!unread.some((range) => range.from <= to && range.to >= from)) this.#known.delete(key);
    }
  }
}
