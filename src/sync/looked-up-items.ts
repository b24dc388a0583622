import { parseInstant, type Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Range } from '../streams/list.ts';
import type { AdmittedItems } from './admitted-items.ts';
import type { Changes } from './changes/changes.ts';
import type { SyncEmitter } from './events.ts';
import type { ItemSender } from './item-sender.ts';
import type { LookedUp, LookUps, LookUpStream } from './look-ups.ts';
import { itemsToLookUp, outgoingLookedUp, recordsOf } from './outgoing-items.ts';
import type { StreamSession } from './stream-session.ts';

export interface LookedUpItemsOptions {
  readonly lookUps: LookUps;
  readonly session: StreamSession;
  readonly admitted: AdmittedItems;
  readonly sender: ItemSender;
  readonly changes: Changes | undefined;
  readonly events: SyncEmitter;
}

/** The way of a stream's items whose records are asked for by them, and go out as they come. */
export class LookedUpItems {
  readonly #options: LookedUpItemsOptions;
  readonly #stream: LookUpStream;
  /** The latest moment under which one of the items so far is filed for certain. */
  #newestItem: Instant = -Infinity;

  constructor(options: LookedUpItemsOptions) {
    const { session } = options;
    this.#options = options;
    this.#stream = {
      signal: session.signal,
      send: (lookedUp) => this.#send(lookedUp),
      fail: (error) => session.fail(error),
    };
  }

  /** Settles when the list may go on. */
  async add(items: readonly JsonObject[], window: Range, newest: Instant): Promise<void> {
    const { lookUps, session, changes } = this.#options;
    this.#newestItem = Math.max(this.#newestItem, newest);
    await lookUps.add(itemsToLookUp(items, session.stream, changes), window, this.#stream);
  }

  /** An item for which something may come later has not been seen: it may come with the next sync. */
  async #send(lookedUp: readonly LookedUp[]): Promise<void> {
    const { session, admitted, sender, changes, events } = this.#options;
    const { stream } = session;
    const missing = lookedUp.filter(({ found }) => found === undefined).length;
    if (missing > 0 && stream.isOneForOne) {
      events.emit('notYetThere', { stream: stream.name, count: missing });
    }
    let newest = -Infinity;
    const items = lookedUp.flatMap((each) => {
      const toRecords = (): readonly JsonObject[] => {
        const own = recordsOf(each, stream);
        if (each.found !== undefined) newest = Math.max(newest, this.#newestOf(own));
        else if (each.waiting !== undefined && stream.lookUp?.mayComeLater !== true) {
          newest = Math.max(newest, this.#newestOf([each.waiting.item]));
        }
        return admitted.withoutPrivate(own);
      };
      return outgoingLookedUp(each, toRecords, stream, changes);
    });
    await sender.send(items, () => newest);
  }

  /** The list may file an item under an earlier time than the one that its record tells. */
  #newestOf(records: readonly JsonObject[]): Instant {
    const { cursorField } = this.#options.session.stream;
    if (cursorField === undefined) return -Infinity;
    // Rows of one item have the same.
    const texts = new Set(records.map((record) => record[cursorField]));
    const moments = [...texts].map((text) => parseInstant(text) ?? -Infinity);
    return Math.min(Math.max(...moments), this.#newestItem);
  }
}
