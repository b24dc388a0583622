import { VainRepeats } from '../gong/vain-repeats.ts';
import { DAY, type Instant } from '../base/instant.ts';
import type { List, Range } from '../streams/list.ts';
import type { PartEnd } from './cut.ts';
import type { SyncEmitter } from './events.ts';
import type { WindowRead } from './window-read.ts';

/** Windows read once more without finding what was counted, before as much may be missing without suspicion. */
const MOST_VAIN_READS = 3;

/** That there is nothing in a stretch that is longer is not believed at once, even if it is read again soon. */
const LONG_MS = 3 * DAY;

export interface CountCheckOptions {
  readonly list: List;
  readonly events: SyncEmitter;
  /** The start of the sync. */
  readonly now: Instant;
}

/** Items that Gong counted in what was read to its end, and how many of them it did not list. */
interface Missing {
  readonly path: string;
  readonly counted: number;
  readonly unlisted: number;
}

/** A stream that may read a moment again in later syncs. */
interface Rereading {
  isReadAgain(moment: Instant): boolean;
}

/** Whether a stretch of a list, as a sync begins it, is asked for once more where nothing comes of it: it is not read again soon. */
export function isAskedTwiceIfEmpty(list: List, { from, to }: Range, streams: readonly Rereading[]): boolean {
  // On a Sunday nobody does anything.
  if (list.granularity === 'fixed') return false;
  return to - from > LONG_MS || !isReadAgain(list, from, streams);
}

function isReadAgain({ granularity }: List, from: Instant, streams: readonly Rereading[]): boolean {
  return granularity !== 'none' && streams.every((stream) => stream.isReadAgain(from));
}

/** Holds what came of windows against Gong's counts: fewer items are a reason to read a window once more, and then to say so. */
export class CountCheck {
  readonly #options: CountCheckOptions;
  readonly #missing: Missing[] = [];
  readonly #vainReads = new VainRepeats(MOST_VAIN_READS);

  constructor(options: CountCheckOptions) {
    this.#options = options;
  }

  /** How many items Gong counted in windows that were read to their end, and did not list. */
  get unlisted(): number {
    return this.#missing.reduce((sum, { unlisted }) => sum + unlisted, 0);
  }

  /** Returns the second read of a window that was read to its end, if it needs one. */
  secondReadOf(window: WindowRead): WindowRead | undefined {
    const { list, now } = this.#options;
    const { total = 0, count, countOfAllReads, isSecondRead, inputs } = window;
    const { from } = window.window;
    const shortfall = total - count;
    if (this.#isEmptyOnce(window)) return window.secondRead();
    if (shortfall <= 0) return undefined;
    // Gong counts calls of the last hours that it does not list yet; later syncs read them again anyway.
    if (isReadAgain(list, from, inputs) && from >= now - DAY) return undefined;
    if (!isSecondRead && !this.#vainReads.isUsual(shortfall)) return window.secondRead();
    if (countOfAllReads >= total) return undefined;
    this.#noteMissing(window, total, total - countOfAllReads);
    if (isSecondRead) this.#vainReads.note(shortfall);
    return undefined;
  }

  /** What follows from the end of a window that needs no second read by its own count. */
  endOf(window: WindowRead): Omit<PartEnd, 'shortfall'> {
    // Of what no stream wants any more nothing is missing.
    if (window.cut === undefined || window.inputs.length === 0) return { done: [window], again: [] };
    const end = window.cut.endPart(window);
    if (Number.isFinite(end.shortfall) && end.shortfall > 0) {
      this.#noteMissing(window, window.cut.total, end.shortfall);
    }
    return end;
  }

  /** Says what is missing in the end. */
  warn(): void {
    const [first] = this.#missing;
    if (first === undefined) return;
    const counted = this.#missing.reduce((sum, missing) => sum + missing.counted, 0);
    this.#options.events.emit('warning', {
      text: `Gong counted ${counted} items at ${first.path} and listed ${counted - this.unlisted}, in ${this.#missing.length} windows that were read to their end. What was listed has been read. Either Gong counts what these credentials may not see, or it was busy: what is younger than the look-back is read again by later syncs, the rest by a refresh of the stream.`,
    });
  }

  /** Whether nothing came, for the first time: Gong says so in the same words where it cannot see what there is. */
  #isEmptyOnce(window: WindowRead): boolean {
    const { count, isFirst, inputs } = window;
    return count === 0 && isFirst && isAskedTwiceIfEmpty(this.#options.list, window.window, inputs);
  }

  #noteMissing({ window }: WindowRead, counted: number, unlisted: number): void {
    this.#missing.push({ path: this.#options.list.request(window).path, counted, unlisted });
  }
}
