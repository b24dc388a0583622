import type { Instant } from '../instant.ts';

/**
 * Items of one stream that may be listed in more than one window. Each is known until every window is read in which
 * it might come up; a company of a million calls has a hundred thousand of them.
 */
export class Straddlers {
  readonly #known = new Map<unknown, Instant>();

  /** Answers whether the item has not come before. It may come again in windows that begin up to `until`. */
  add(key: unknown, until: Instant): boolean {
    if (this.#known.has(key)) return false;
    this.#known.set(key, until);
    return true;
  }

  /** Every window that ends at `mark` or before has been read. */
  forgetBefore(mark: Instant): void {
    for (const [key, until] of this.#known) if (until < mark) this.#known.delete(key);
  }
}
