import type { Gong } from '../../gong/client.ts';
import type { List } from '../../streams/list.ts';

/** So many are asked for in one sync; the others wait for the next one. */
const MOST_IDS = 100;

/** Asks Gong by its id for what a list does not hold any more, for all streams of a sync that are fed by the list. */
export class Existence {
  readonly #list: List;
  readonly #gong: Gong;
  readonly #asked = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(list: List, gong: Gong) {
    this.#list = list;
    this.#gong = gong;
  }

  /** Whether Gong can be asked for what the list holds. */
  get canAsk(): boolean {
    return this.#list.existing !== undefined;
  }

  /** Returns whether these exist; of those that are left for the next sync, nothing. Where Gong cannot be asked, none does. */
  async of(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, boolean>> {
    const list = this.#list;
    if (list.existing === undefined) return new Map(ids.map((id) => [id, false]));
    const unasked = ids.filter((id) => !this.#asked.has(id)).slice(0, MOST_IDS - this.#asked.size);
    if (unasked.length > 0) {
      const asking = list.existing(this.#gong, unasked, signal);
      for (const id of unasked) this.#asked.set(id, asking);
    }
    const known = new Map<string, boolean>();
    for (const id of ids) {
      const asking = this.#asked.get(id);
      if (asking !== undefined) known.set(id, (await asking).has(id));
    }
    return known;
  }
}
