import { startOfSecond, type Instant } from '../instant.ts';
import type { Times } from '../streams/list.ts';

/**
 * What a walk has seen of its list, as far as it decides whether it may end before the list's last page. It may
 * when the upper part of its window has been given to another walk and everything below has come. Gong documents no
 * order, so the order that is seen must hold so far, and the counts that Gong gives must agree with it.
 */
export class Progress {
  /** Items of the whole list by Gong's count; undefined before the first page, or if Gong does not say. */
  total: number | undefined;
  /** Whether the items can have come in the order of time so far. */
  isAscending = true;
  /** How far in time the list has come, at least. */
  last: Instant = -Infinity;
  // Plain columns: an object for each of some thousand items would take several times as much.
  readonly #earliest: Instant[] = [];
  readonly #latest: Instant[] = [];

  /** Items so far. */
  get count(): number {
    return this.#latest.length;
  }

  note([earliest, latest]: Times): void {
    this.#earliest.push(earliest);
    this.#latest.push(latest);
    // A list may go by either of an item's two times. The smallest that still fits can never be ahead of the truth.
    if (earliest >= this.last) this.last = earliest;
    else if (latest >= this.last) this.last = latest;
    else this.isAscending = false;
  }

  /** Whether the list is past `end`, in the order of time. */
  isPast(end: Instant): boolean {
    return this.isAscending && this.last >= end;
  }

  /** How many items are filed before `end`, whichever of their times Gong took. */
  countBefore(end: Instant): number {
    return this.#latest.filter((latest) => latest < end).length;
  }

  /** How many items are filed before `end` by one of their times, and not by the other. */
  doubtfulAt(end: Instant): number {
    return this.#earliest.filter((earliest, index) => earliest < end && (this.#latest[index] ?? end) >= end)
      .length;
  }

  /** The latest whole second up to `end` that has no item's two times on both sides. */
  clearBorder(end: Instant): Instant {
    let border = end;
    for (let across = this.#earliestAcross(border); across < border; across = this.#earliestAcross(border)) {
      border = startOfSecond(across);
    }
    return border;
  }

  #earliestAcross(border: Instant): Instant {
    return this.#latest.reduce((found, latest, index) => {
      const earliest = this.#earliest[index] ?? border;
      return latest >= border && earliest < found ? earliest : found;
    }, border);
  }
}
