import { parseInstant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { List, Range } from '../streams/list.ts';
import { idText } from '../streams/parent-id.ts';
import type { Stream } from '../streams/stream.ts';
import { BoundaryItems } from './boundary-items.ts';
import type { Coverage } from './coverage.ts';
import type { PageItems } from './window-read.ts';

/** Where a stream's items come from in this sync: its own list, or one that it shares. */
export interface Source {
  readonly list: List;
  readonly toItem: (item: JsonObject) => JsonObject;
}

/** What another list has brought of a stream in the same sync. */
export interface Brought {
  /** All calls that start in it. */
  readonly coverage: Coverage;
  /** And some of what it has not read to the end. */
  readonly keys: ReadonlySet<unknown>;
}

/**
 * Which items of a page go out for a stream, in this order: not those outside of the window, not those that another
 * list has brought, no repeated ones, none that the config does not let through, no private ones.
 */
export class RecordFilters {
  readonly #stream: Stream;
  readonly #includePrivate: boolean;
  readonly #privateCalls: Set<string>;
  readonly #onFiltered: (item: JsonObject) => void;
  readonly #boundaryItems = new BoundaryItems();
  #brought: Brought | undefined;
  #privateItems = 0;
  #filteredItems = 0;

  /**
   * `privateCalls` gets the ids of the calls that the lists of this sync tell to be private, `onFiltered` each item that the config
   * does not let through.
   */
  constructor(
    stream: Stream,
    includePrivate: boolean,
    privateCalls: Set<string>,
    onFiltered: (item: JsonObject) => void = () => {},
  ) {
    this.#onFiltered = onFiltered;
    this.#stream = stream;
    this.#includePrivate = includePrivate;
    this.#privateCalls = privateCalls;
  }

  /** How many items were left out because they are private. */
  get privateItems(): number {
    return this.#privateItems;
  }

  /** How many items were left out because the config does not let them through. */
  get filteredItems(): number {
    return this.#filteredItems;
  }

  apply({ items, boundary }: PageItems, { list, toItem }: Source, window: Range): readonly JsonObject[] {
    let kept = items;
    if (list.granularity === 'day') kept = kept.filter((item) => isInside(item, list, window));
    if (this.#brought !== undefined) kept = kept.filter((item) => !this.#wasBrought(item, list));
    if (boundary.size > 0) kept = kept.filter((item) => this.#isFirst(item, list, boundary));
    return kept.flatMap((item) => {
      const own = toItem(item);
      const isPrivate = !this.#includePrivate && this.#stream.isPrivate?.(own) === true;
      // Also of one that is left out anyway: what belongs to it must not go out with another stream.
      if (isPrivate) this.#privateCalls.add(idText(list.key(item)) ?? '');
      const isAdmitted = list.filter?.admits(item) ?? true;
      if (!isAdmitted) {
        this.#filteredItems += 1;
        this.#onFiltered(own);
      } else if (isPrivate) this.#privateItems += 1;
      return isAdmitted && !isPrivate ? [own] : [];
    });
  }

  /** Records without those of calls that are known to be private. */
  withoutPrivate(records: readonly JsonObject[]): readonly JsonObject[] {
    const { callIdOf } = this.#stream;
    if (this.#includePrivate || callIdOf === undefined) return records;
    const open = records.filter((record) => !this.#privateCalls.has(idText(callIdOf(record)) ?? ''));
    this.#privateItems += records.length - open.length;
    return open;
  }

  /** From now on the list of calls feeds the stream. */
  changeToCalls(brought: Brought): void {
    this.#brought = brought;
  }

  /** `unread` is what is still to be read. */
  forgetOutside(unread: readonly Range[]): void {
    this.#boundaryItems.forgetOutside(unread);
  }

  #wasBrought(call: JsonObject, list: List): boolean {
    const started = parseInstant(call['started']);
    if (this.#brought?.keys.has(list.key(call)) === true) return true;
    return started !== undefined && this.#brought?.coverage.covers(started) === true;
  }

  #isFirst(item: JsonObject, list: List, boundary: PageItems['boundary']): boolean {
    const key = list.key(item);
    const range = boundary.get(key);
    return range === undefined || this.#boundaryItems.add(key, range);
  }
}

/** Days of a company's calendar are coarser than a window, so that items come which belong to its neighbours. */
export function isInside(item: JsonObject, list: List, { from, to }: Range): boolean {
  const [earliest, latest] = list.times?.(item) ?? [-Infinity, Infinity];
  return earliest === -Infinity || (latest >= from && latest < to);
}
