import type { JsonObject } from '../base/json-object.ts';
import type { List, Range, Window } from '../streams/list.ts';
import type { PageItems } from './window-read.ts';

/** Which items of a window have come, in this read of it and in those before. Empty entries count, as Gong counts them. */
export class WindowItems {
  readonly #list: List;
  readonly #window: Window;
  /** Keys of those that have come in the reads before, if there were any. */
  readonly #before: ReadonlySet<unknown> | undefined;
  /** Of all reads. */
  readonly #sent: Set<unknown>;
  /** Of this read; a cursor may show an item twice. */
  readonly #seen: Set<unknown> = new Set();
  #withoutKey = 0;

  constructor(list: List, window: Window, before: ReadonlySet<unknown> | undefined) {
    this.#list = list;
    this.#window = window;
    this.#before = before;
    this.#sent = before === undefined ? this.#seen : new Set(before);
  }

  /** Whether there were reads before. */
  get isAgain(): boolean {
    return this.#before !== undefined;
  }

  /** Keys of those that have come, in all reads. */
  get sentKeys(): ReadonlySet<unknown> {
    return this.#sent;
  }

  /** Different ones that have come in this read. */
  get count(): number {
    return this.#seen.size + this.#withoutKey;
  }

  /** Those of this read that had not come before. */
  get newCount(): number {
    return this.#sent.size - (this.#before?.size ?? 0) + this.#withoutKey;
  }

  /** Different ones that have come in all reads. */
  get countOfAllReads(): number {
    return this.#sent.size + this.#withoutKey;
  }

  /** Entries that hold nothing have no key either. */
  noteEmpty(count: number): void {
    this.#withoutKey += count;
  }

  /** Those of a page that have not come before, and how many are new to this read. */
  take(items: readonly JsonObject[]): { readonly page: PageItems; readonly newItems: number } {
    const list = this.#list;
    const window = this.#window;
    const before = this.#seen.size;
    const boundary = new Map<unknown, Range>();
    let newest = -Infinity;
    const fresh = items.filter((item) => {
      const [earliest, latest] = list.times?.(item) ?? [-Infinity, Infinity];
      if (latest < Infinity && earliest > newest) newest = earliest;
      const key = list.key(item);
      if (key === undefined || key === null) {
        this.#withoutKey += 1;
        return true;
      }
      if (!this.#isFirst(key)) return false;
      if (list.times !== undefined && (earliest < window.from || latest >= window.to)) {
        boundary.set(key, { from: Math.min(earliest, window.from), to: Math.max(latest, window.to) });
      }
      return true;
    });
    return { page: { items: fresh, boundary, newest }, newItems: this.#seen.size - before };
  }

  #isFirst(key: unknown): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    if (this.#sent === this.#seen) return true;
    if (this.#sent.has(key)) return false;
    this.#sent.add(key);
    return true;
  }
}
