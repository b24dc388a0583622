import type { Gong, GongRequest } from '../gong/client.ts';
import type { JsonObject } from '../json-object.ts';
import type { RecordName, Records } from '../generated/records.ts';
import type { List, Window } from './list.ts';

/** What one window's items turn into. Items come in pages; a lookup may hold some back until it has a full batch. */
export interface Intake {
  /** Pages that may still be in work when the next one is given. */
  readonly ahead: number;
  page(items: readonly JsonObject[], signal: AbortSignal): AsyncIterable<readonly JsonObject[]>;
  /** The rest, after the last page. */
  end(signal: AbortSignal): AsyncIterable<readonly JsonObject[]>;
}

/** A request and where its answer has its list. */
export interface Probe {
  readonly request: GongRequest;
  readonly itemsKey: string;
}

/** A list goes on beside one look-up. More would only take memory: in the end all wait for the rate limit, or the reader. */
const PREFETCH = 1;

/** One stream of the catalog: data that describe it, and the way from a list's items to its records. */
export interface Stream {
  /** As in Airbyte's own connector, and the name of its schema file. */
  readonly name: RecordName;
  readonly primaryKey: string;
  /** A top-level field with a date-time. Without one the stream can only be read whole. */
  readonly cursorField?: string;
  readonly listing: List;
  /** One request that shows whether the credentials may read the stream. */
  probe(window: Window): Probe;
  isPrivate(item: JsonObject): boolean;
  open(gong: Gong): Intake;
}

/** A top-level field of a stream's records, by its schema. */
type FieldOf<Name extends RecordName> = keyof Records[Name] & string;

/** A stream whose records are the items of its list, one for one. */
export abstract class ListedStream<Name extends RecordName> implements Stream {
  abstract readonly name: Name;
  abstract readonly primaryKey: FieldOf<Name>;
  readonly cursorField?: FieldOf<Name>;
  abstract readonly listing: List;

  probe(window: Window): Probe {
    return { request: this.listing.request(window), itemsKey: this.listing.itemsKey };
  }

  isPrivate(_item: JsonObject): boolean {
    return false;
  }

  /** The item as Gong sent it, with the fields that Airbyte's connector adds. */
  protected toRecord(item: JsonObject): JsonObject {
    return item;
  }

  open(): Intake {
    const toRecords = (items: readonly JsonObject[]): readonly JsonObject[] =>
      items.map((item) => this.toRecord(item));
    return {
      ahead: 0,
      async *page(items) {
        yield toRecords(items);
      },
      async *end() {},
    };
  }
}

/** A stream whose records are asked for by the items of a list, a batch at a time. */
export abstract class LookedUpStream<Name extends RecordName> implements Stream {
  abstract readonly name: Name;
  abstract readonly primaryKey: FieldOf<Name>;
  readonly cursorField?: FieldOf<Name>;
  abstract readonly listing: List;
  /** Items a request. */
  protected abstract readonly batch: number;

  abstract probe(window: Window): Probe;

  isPrivate(_item: JsonObject): boolean {
    return false;
  }

  /** Pages of records for these items; never called without one. */
  protected abstract lookUp(
    items: readonly JsonObject[],
    gong: Gong,
    signal: AbortSignal,
  ): AsyncIterable<readonly JsonObject[]>;

  open(gong: Gong): Intake {
    const { batch } = this;
    const lookUp = this.lookUp.bind(this);
    let waiting: JsonObject[] = [];
    return {
      ahead: PREFETCH,
      async *page(items, signal) {
        waiting.push(...items);
        while (waiting.length >= batch) yield* lookUp(waiting.splice(0, batch), gong, signal);
      },
      async *end(signal) {
        const rest = waiting;
        waiting = [];
        if (rest.length > 0) yield* lookUp(rest, gong, signal);
      },
    };
  }
}
