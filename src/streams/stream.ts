import type { Gong, GongRequest } from '../gong/client.ts';
import type { ConfigError } from '../base/errors.ts';
import { DAY } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { RecordName, Records } from '../generated/records.ts';
import type { CallFilters } from './call-filters.ts';
import type { List, Range, Window } from './list.ts';

/** The field that is added where what a list holds has no time: the moment of the sync that saw the record new or changed. */
export const CHANGED_AT = '_changed_at';

/** A request and where its answer has its list. */
export interface Probe {
  readonly request: GongRequest;
  readonly itemsKey: string;
  /** Whether it asks for what there cannot be: that shows only whether the credentials are refused. */
  readonly isBlank?: boolean;
}

/** A list that another stream reads and that holds all that this stream's own list would tell. */
export interface SharedList {
  readonly list: List;
  /** The item as the stream's own list has it. */
  readonly toItem: (item: JsonObject) => JsonObject;
  /** Whether Gong leaves out of it what it does not leave out of the own list, so that their counts say nothing together. */
  readonly isNarrower?: boolean;
}

/** A part of a stream that has a list, and a place in the state, of its own. */
export interface Partition {
  /** As the state calls it. */
  readonly name: string;
  readonly list: List;
}

/** What tells an item from all others of its stream, and when it took place, as Gong words it. */
export interface Identity {
  readonly id: unknown;
  readonly time: unknown;
}

/**
 * What is asked for by the items of a list. Streams of one sync that have the same look-up ask together, once for what several
 * of them want.
 */
export interface LookUp {
  /** Items a request. */
  readonly batchSize: number;
  /** What tells by which item something came. Without it, what comes is the record itself. */
  readonly keys?: LookUpKeys;
  /** Whether what does not come for an item may be there later, so that the item has not been seen for good. */
  readonly mayComeLater?: boolean;
  /** For one sync. */
  open(gong: Gong): ReadRecords;
}

/** Undefined where there is none. */
export interface LookUpKeys {
  ofItem(item: JsonObject): string | undefined;
  ofFound(found: JsonObject): string | undefined;
}

export interface ReadRecords {
  /** Returns pages of what there is for these items, of which there is one at least. */
  (items: readonly JsonObject[], signal: AbortSignal): AsyncIterable<readonly JsonObject[]>;
  /**
   * All have been asked for. Returns pages of what was put off; rejects where what came of it is a failure. Not for a look-up
   * with keys.
   */
  end?(signal: AbortSignal): AsyncIterable<readonly JsonObject[]>;
}

/** One stream of the catalog: data that describe it, and the way from a list's items to its records. */
export interface Stream {
  /** As in Airbyte's own connector, and the name of its schema file. */
  readonly name: RecordName;
  /** Top-level fields that together tell a record from all others. */
  readonly primaryKey: readonly string[];
  /** The scope that Gong's document names for its endpoint. An access key has all that its owner may read. */
  readonly scope: string;
  /** Scopes of the lists that it begins from, without which it cannot be read either. */
  readonly parentScopes: readonly string[];
  /** Further scopes, without which some of it cannot be read. */
  readonly otherScopes: readonly string[];
  /** Method and path of what its records come from. */
  readonly endpoint: string;
  /** How many requests a sync takes, in words. */
  readonly cost: string;
  /** Whether the shell's verbs read it unasked. Others can cost a large part of the day's requests. */
  readonly isReadByDefault: boolean;
  /** A top-level field with a date-time. Without one the stream can only be read in a full refresh. */
  readonly cursorField?: string;
  /**
   * Whether its list knows no times: a full refresh reads it whole, and an incremental read as well, but sends only what
   * differs from what was sent before.
   */
  readonly isCompared: boolean;
  readonly list: List;
  /** Where one list does not hold the stream: all that do, `list` among them. */
  readonly partitions?: readonly Partition[];
  /** What the config lets through of it, as far as that can make a difference: part of what its state says has been read. */
  readonly filters?: Partial<CallFilters>;
  /** Why the config keeps it from being read, if it does. */
  readonly configFault?: ConfigError | undefined;
  /** Where this list is read anyway, the stream is fed from it at no extra request. */
  readonly sharedList?: SharedList;
  /** Where an item is not the record itself, but what its record is asked for by. */
  readonly lookUp?: LookUp;
  /** One request that shows whether the credentials may read the stream. */
  probe(window: Window): Probe;
  /** Where some of its items may be marked private: whether this one is. */
  isPrivate?(item: JsonObject): boolean;
  /**
   * The id of the call that a record belongs to, where neither the record nor what it is asked for by tells whether that is
   * private. What the lists of calls have told in the same sync is left out.
   */
  readonly callIdOf?: (record: JsonObject) => unknown;
  /** Whether it needs what the others have told in the same sync. */
  readonly isReadLast: boolean;
  /** Whether each item of the list has one record in the end, so that Gong's count is theirs. */
  readonly isOneForOne: boolean;
  /** Whether its records hold more of the item than the identity, where something is looked up by it. */
  readonly isMadeOfItem: boolean;
  /** Only for a stream that is read again and tells what has changed since: what the item is known by. */
  identityOf?(item: JsonObject): Identity;
  /** Of an item of its own list, what its records are made of, where that is less: it is held while others are awaited. */
  toItem?(item: JsonObject): JsonObject;
  /**
   * The records of an item as Gong sent it, with the fields that are added: mostly one, and any number where it holds a list.
   * `found` is what came for it where it is looked up by keys; undefined where nothing has come.
   */
  toRecords(item: JsonObject, window: Range, found?: JsonObject): readonly JsonObject[];
}

/** A top-level field of a stream's records, by its schema. */
type FieldOf<Name extends RecordName> = keyof Records[Name] & string;

/** What most streams have in common: their records are the items of one list, one for one, and none is private. */
export abstract class ListedStream<Name extends RecordName> implements Stream {
  abstract readonly name: Name;
  abstract readonly primaryKey: readonly FieldOf<Name>[];
  abstract readonly scope: string;
  readonly parentScopes: readonly string[] = [];
  readonly otherScopes: readonly string[] = [];
  abstract readonly cost: string;
  readonly isReadByDefault: boolean = false;
  readonly cursorField?: FieldOf<Name>;
  readonly sharedList?: SharedList;
  readonly lookUp?: LookUp;
  readonly partitions?: readonly Partition[];
  readonly callIdOf?: (record: JsonObject) => unknown;
  readonly isReadLast: boolean = false;
  readonly isOneForOne: boolean = true;
  readonly isMadeOfItem: boolean = true;
  readonly filters?: Partial<CallFilters>;
  abstract readonly list: List;

  get configFault(): ConfigError | undefined {
    return undefined;
  }

  get isCompared(): boolean {
    return this.cursorField === CHANGED_AT;
  }

  get endpoint(): string {
    const { request } = this.probe({ from: 0, to: DAY, isLast: true });
    return `${request.method} ${request.path}`;
  }

  probe(window: Window): Probe {
    return { request: this.list.request(window), itemsKey: this.list.itemsKey };
  }

  isPrivate?(item: JsonObject): boolean;

  identityOf?(item: JsonObject): Identity;

  toItem?(item: JsonObject): JsonObject;

  toRecords(item: JsonObject, _window: Range, _found?: JsonObject): readonly JsonObject[] {
    return [this.toRecord(item)];
  }

  /** Where an item is one record: the item with the fields that are added. */
  toRecord(item: JsonObject): JsonObject {
    return item;
  }
}

/** All scopes that have to do with a stream, its own first. */
export function scopesOf({ scope, parentScopes, otherScopes }: Stream): string[] {
  return [scope, ...parentScopes, ...otherScopes];
}
