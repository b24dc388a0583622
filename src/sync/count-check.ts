import { VainRepeats } from '../gong/vain-repeats.ts';
import { DAY, type Instant } from '../instant.ts';
import type { List } from '../streams/list.ts';
import type { SyncEmitter } from './events.ts';
import type { WindowRead } from './window-read.ts';

/** Windows read once more without finding what was counted, before as much may be missing without suspicion. */
const MOST_VAIN_READS = 3;

/** Nothing in a longer stretch is asked about twice: Gong says so in the same words where it cannot see what there is. */
const LONG_MS = 3 * DAY;

export interface CountCheckOptions {
  readonly list: List;
  readonly events: SyncEmitter;
  /** The start of the sync. */
  readonly now: Instant;
}

/** Holds what came of windows against Gong's counts: fewer items are a reason to read a window once more, and then to say so. */
export class CountCheck {
  readonly #options: CountCheckOptions;
  readonly #missing: WindowRead[] = [];
  readonly #vainReads = new VainRepeats(MOST_VAIN_READS);

  constructor(options: CountCheckOptions) {
    this.#options = options;
  }

  /** How many items Gong counted in windows that were read to their end, and did not list. */
  get unlisted(): number {
    return this.#missing.reduce((sum, { total = 0, countOfAllReads }) => sum + total - countOfAllReads, 0);
  }

  /** Returns the second read of a window that was read to its end, if it needs one. */
  secondReadOf(window: WindowRead): WindowRead | undefined {
    const { list, now } = this.#options;
    const { total = 0, count, countOfAllReads, isFirst, isSecondRead } = window;
    const { from, to } = window.window;
    const shortfall = total - count;
    if (count === 0 && isFirst && list.granularity !== 'none' && to - from > LONG_MS)
      return window.secondRead();
    if (shortfall <= 0) return undefined;
    // Gong counts calls of the last hours that it does not list yet; later syncs read them again anyway.
    const isReadAgain = list.granularity !== 'none' && window.inputs.every((input) => input.isReadAgain);
    if (isReadAgain && from >= now - DAY) return undefined;
    if (!isSecondRead && !this.#vainReads.isUsual(shortfall)) return window.secondRead();
    if (countOfAllReads >= total) return undefined;
    this.#missing.push(window);
    if (isSecondRead) this.#vainReads.note(shortfall);
    return undefined;
  }

  /** Says what is missing in the end. */
  warn(): void {
    const { list, events } = this.#options;
    const [first] = this.#missing;
    if (first === undefined) return;
    const counted = this.#missing.reduce((sum, { total = 0 }) => sum + total, 0);
    const { path } = list.request(first.window);
    events.emit('warning', {
      text: `Gong counted ${counted} items at ${path} and listed ${counted - this.unlisted}, in ${this.#missing.length} windows that were read to their end. What was listed has been read. Either Gong counts what these credentials may not see, or it was busy: what is younger than the look-back is read again by later syncs, the rest by a refresh of the stream.`,
    });
  }
}
