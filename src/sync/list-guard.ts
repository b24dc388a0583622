import type { Gong } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { DAY, formatInstant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { List, Range } from '../streams/list.ts';
import type { SharedList } from '../streams/stream.ts';

/** A list that files by another time differs by hardly more than this at the borders of what was read. */
const MARGIN_MS = DAY;

/** A shorter stretch is read again soon, and its count costs about as much as reading it. */
const SHORTEST_MS = 2.5 * DAY;

/**
 * The stretch whose count the own list is asked for; undefined where none is long enough, or where the counts of both lists
 * are not of the same. `ranges`: the newest first.
 */
export function guardedOf({ isNarrower = false }: SharedList, ranges: readonly Range[]): Range | undefined {
  if (isNarrower) return undefined;
  return ranges.find(({ from, to }) => to - from >= SHORTEST_MS);
}

/** A stretch in which the own list holds more. */
export interface Distrusted {
  readonly range: Range;
  /** Of what the shared list has brought of it. */
  readonly keys: ReadonlySet<unknown>;
  readonly reason: string;
}

/**
 * Whether a shared list brings all that a stream's own list holds. Nobody outside of Gong knows for certain, so the own
 * list is asked for its count of a stretch that the shared list is read for: it must not be larger than what came.
 */
export class ListGuard {
  readonly #list: List;
  readonly #toItem: SharedList['toItem'];
  readonly #range: Range;
  readonly #gong: Gong;
  readonly #signal: AbortSignal;
  readonly #counted: Promise<number>;
  #brought = 0;
  /** Of what the shared list has brought in and around the stretch. */
  readonly #keys = new Set<unknown>();

  private constructor(list: List, shared: SharedList, range: Range, gong: Gong, signal: AbortSignal) {
    this.#list = list;
    this.#toItem = (item) => shared.toItem(item);
    this.#range = range;
    this.#gong = gong;
    this.#signal = signal;
    this.#counted = this.#count();
  }

  /** Undefined where no stretch is long enough. `ranges` is what the shared list is read for, the newest first. */
  static start(
    list: List,
    shared: SharedList,
    ranges: readonly Range[],
    gong: Gong,
    signal: AbortSignal,
  ): ListGuard | undefined {
    const range = guardedOf(shared, ranges);
    if (range === undefined) return undefined;
    const inner = { from: range.from + MARGIN_MS, to: range.to - MARGIN_MS };
    return new ListGuard(list, shared, inner, gong, signal);
  }

  /** Notes what the shared list has brought, whichever of its times an item is filed under. */
  note(items: readonly JsonObject[]): void {
    const { from, to } = this.#range;
    for (const item of items) {
      const own = this.#toItem(item);
      const times = this.#list.times?.(own) ?? [-Infinity, Infinity];
      if (times.some((time) => time >= from && time < to)) this.#brought += 1;
      // Without a time it may stand in the own list at any.
      const isUndated = times[0] === -Infinity;
      if (isUndated || times.some((time) => time >= from - MARGIN_MS && time < to + MARGIN_MS)) {
        const key = this.#list.key(own);
        // What has no key would stand for all that have none.
        if (key !== undefined && key !== null) this.#keys.add(key);
      }
    }
  }

  /**
   * The stretch in which the own list holds more; undefined where all is well, or nothing is known. Gong counts calls
   * that it does not list yet, so what the shared list counted and did not bring (`unlisted`) may be in both counts.
   */
  async distrusted(unlisted: number): Promise<Distrusted | undefined> {
    const expected = this.#brought + unlisted;
    if ((await this.#counted) <= expected) return undefined;
    // What was counted may have been deleted before it could be read.
    const counted = await this.#count();
    if (counted <= expected) return undefined;
    const { path } = this.#list.request({ ...this.#range, isLast: false });
    const reason = `Gong counts ${counted} items at ${path} from ${formatInstant(this.#range.from)} to ${formatInstant(this.#range.to)}, of which the list that was read held ${this.#brought}.`;
    const range = { from: this.#range.from - MARGIN_MS, to: this.#range.to + MARGIN_MS };
    return { range, keys: this.#keys, reason };
  }

  async #count(): Promise<number> {
    try {
      const { list, window } = { list: this.#list, window: { ...this.#range, isLast: false } };
      const pages = paginate(this.#gong, list.request(window), list.itemsKey, this.#signal);
      for await (const { total } of pages) return total ?? 0;
    } catch {
      // The stream does without its own list, so what is wrong with it is not the stream's failure.
    }
    return 0;
  }
}
