import type { JsonObject } from '../base/json-object.ts';
import type { Log } from '../protocol/log.ts';
import type { List, Range } from '../streams/list.ts';
import type { Stream } from '../streams/stream.ts';
import type { SyncEmitter } from './events.ts';
import { RecordFilters, type Brought, type Source } from './record-filters.ts';
import type { PageItems } from './window-read.ts';

export interface AdmittedItemsOptions {
  readonly source: Source;
  readonly includePrivate: boolean;
  /** Ids of calls that are known to be private, of all streams of the sync. */
  readonly privateCalls: Set<string>;
  readonly events: SyncEmitter;
}

/** What may go out of what the source of a stream brings. How much may not is told on the way, and at the end. */
export class AdmittedItems {
  readonly #stream: Stream;
  readonly #filters: RecordFilters;
  readonly #events: SyncEmitter;
  #source: Source;

  /** `onFiltered` is called with each item that the config does not let through. */
  constructor(
    stream: Stream,
    { source, includePrivate, privateCalls, events }: AdmittedItemsOptions,
    onFiltered: (item: JsonObject) => void,
  ) {
    this.#stream = stream;
    this.#filters = new RecordFilters(stream, includePrivate, privateCalls, onFiltered);
    this.#events = events;
    this.#source = source;
  }

  get source(): Source {
    return this.#source;
  }

  /** Those of a page. */
  of(page: PageItems, window: Range): readonly JsonObject[] {
    return this.#telling(() => this.#filters.apply(page, this.#source, window));
  }

  /** Records without those of calls that are known to be private. */
  withoutPrivate(records: readonly JsonObject[]): readonly JsonObject[] {
    return this.#telling(() => this.#filters.withoutPrivate(records));
  }

  /** From now on the own list of the stream feeds it, from which that is left out which another one has brought. */
  useOwnList(list: List, brought: Brought): void {
    this.#source = { list, toItem: (item) => item };
    this.#filters.changeToCalls(brought);
  }

  /** `unread` is what is still to be read. */
  forgetOutside(unread: readonly Range[]): void {
    this.#filters.forgetOutside(unread);
  }

  /** The stream has come to its end. */
  conclude(log: Log): void {
    const { privateItems, filteredItems } = this.#filters;
    const { name } = this.#stream;
    if (privateItems > 0) {
      log.info(`${name}: left out ${privateItems} private calls (include_private_calls is false)`);
    }
    if (filteredItems === 0) return;
    const { itemsKey, filter } = this.#source.list;
    log.info(`${name}: left out ${filteredItems} ${itemsKey} (${filter?.keys.join(', ') ?? ''})`);
  }

  #telling(filter: () => readonly JsonObject[]): readonly JsonObject[] {
    const stream = this.#stream.name;
    const { privateItems, filteredItems } = this.#filters;
    const admitted = filter();
    const count = this.#filters.privateItems - privateItems;
    if (count > 0) this.#events.emit('privateLeftOut', { stream, count });
    const filtered = this.#filters.filteredItems - filteredItems;
    if (filtered > 0) this.#events.emit('filteredOut', { stream, count: filtered });
    return admitted;
  }
}
