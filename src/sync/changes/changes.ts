import { formatInstant, type Instant } from '../../base/instant.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { DELETED_AT } from '../../protocol/deletion.ts';
import { CHANGED_AT, type Stream } from '../../streams/stream.ts';
import { fingerprintOf, joinedFingerprint, UNKNOWN_FINGERPRINT, type Fingerprint } from './fingerprint.ts';
import { identityOf, isAtTime, nameOf, type KeptIdentity } from './identity.ts';
import { momentOfChange, type SavedChanges } from './saved-changes.ts';
import type { ItemKey } from './item-key.ts';
import { MOST_ROWS, type SeenForm } from './entry-layout.ts';
import type { SeenItem } from './seen-item.ts';
import { tombstonesOfRows } from './tombstones.ts';

/** The hint of an item for which nothing had come. */
const NOTHING_CAME = 0;

/** What is there of an item now, and is not known to have gone out as it is. */
export interface Version {
  readonly identity: KeptIdentity | undefined;
  /** Undefined where it cannot be had: then the item goes out in each read. */
  readonly fingerprint: Fingerprint | undefined;
  readonly hint: number;
  /** What was known of it when it was looked at. */
  readonly before: SeenItem | undefined;
}

export interface ChangesOptions {
  readonly stream: Stream;
  readonly saved: SavedChanges;
  /** The start of the sync. */
  readonly now: Instant;
  /** What took place before it is not read again. */
  readonly keptFrom: Instant;
  /** Whether what has been looked up before is looked up again, as it may have changed. */
  readonly isDeep: boolean;
  readonly sendsDeletions: boolean;
}

/** Of an item that is not read again. */
const UNKEPT: Version = {
  identity: undefined,
  fingerprint: undefined,
  hint: NOTHING_CAME,
  before: undefined,
};

/** Which entries a stream has in its state. */
export function formOf(stream: Stream, sendsDeletions: boolean): SeenForm {
  const { isCompared, isMadeOfItem, isOneForOne, primaryKey, lookUp } = stream;
  return {
    hasTime: !isCompared,
    hasHint: !isCompared && lookUp !== undefined && isMadeOfItem,
    hasRows: sendsDeletions && !isCompared && !(isOneForOne && primaryKey.length === 1),
  };
}

/** What of the items of a stream is new or different since it went out last. */
export class Changes {
  readonly #options: ChangesOptions;

  constructor(options: ChangesOptions) {
    this.#options = options;
  }

  /** The list holds the item, though nothing of it goes out any more: it is neither gone, nor has the key lost sight of it. */
  noteListed(item: JsonObject): void {
    const { stream } = this.#options;
    if (!stream.isCompared) this.#find(identityOf(item, stream))?.markListed();
  }

  /** Whether what is looked up by the item may be new or different. The list holds the item. */
  needsLookUp(item: JsonObject): boolean {
    const identity = identityOf(item, this.#options.stream);
    const before = this.#find(identity);
    before?.markListed();
    if (before === undefined || identity === undefined || this.#options.isDeep) return true;
    if (!before.isKnown || !isAtTime(before, identity)) return true;
    return this.#form.hasHint && (before.hint === NOTHING_CAME || before.hint !== this.#hintOf(item));
  }

  /**
   * Returns what is to go out of an item that the list holds, with what was looked up by it; undefined where that has gone
   * out as it is.
   */
  versionOf(item: JsonObject, found?: JsonObject): Version | undefined {
    const identity = identityOf(item, this.#options.stream);
    const before = this.#find(identity);
    before?.markListed();
    if (before === undefined && identity !== undefined && !this.#isKept(identity)) return UNKEPT;
    const fingerprint = this.#fingerprintOf(item, found);
    // What had come before is not taken back because it does not come today.
    if (found === undefined && before !== undefined && before.hint !== NOTHING_CAME) return undefined;
    if (
      identity !== undefined &&
      fingerprint !== undefined &&
      before?.has(fingerprint) === true &&
      isAtTime(before, identity)
    ) {
      return undefined;
    }
    const hint = found !== undefined && this.#form.hasHint ? this.#hintOf(item) : NOTHING_CAME;
    return { identity, fingerprint, hint, before };
  }

  /**
   * Whether a state has to say of the item, before its records go out, that nobody knows which version has arrived. Of a new
   * one that matters only if it has to be deleted one day.
   */
  isToBeAnnounced({ identity, before }: Version): boolean {
    if (identity === undefined) return false;
    const { sendsDeletions } = this.#options;
    if (before === undefined) return sendsDeletions && this.#isKept(identity);
    return before.isKnown || this.#form.hasRows;
  }

  announce({ identity, hint, before }: Version, rows: number): void {
    if (identity === undefined) return;
    const rowsOfBoth = Math.min(MOST_ROWS, Math.max(rows, before?.rows ?? 0));
    const hintOfBoth = Math.max(hint, before?.hint ?? NOTHING_CAME);
    this.#put(identity.key, laterOf(identity, before), UNKNOWN_FINGERPRINT, hintOfBoth, rowsOfBoth);
  }

  /** What goes out for these records of an item: of rows that it has no more, that they are deleted, as well. */
  withMarks(records: readonly JsonObject[], { identity }: Version): readonly JsonObject[] {
    const { stream, saved, now, sendsDeletions } = this.#options;
    const added = {
      ...(stream.isCompared ? { [CHANGED_AT]: formatInstant(momentOfChange(saved, now)) } : {}),
      ...(sendsDeletions ? { [DELETED_AT]: null } : {}),
    };
    const marked =
      Object.keys(added).length === 0 ? records : records.map((record) => ({ ...record, ...added }));
    const known = this.#form.hasRows ? this.#find(identity) : undefined;
    if (known === undefined || identity === undefined) return marked;
    return [...marked, ...tombstonesOfRows(known, stream, saved, records.length, now)];
  }

  /** All of it has been written, in so many rows. */
  noteSent({ identity, fingerprint, hint, before }: Version, rows: number): void {
    if (identity === undefined) return;
    const isKept = fingerprint !== undefined && (before !== undefined || this.#isKept(identity));
    // Of more rows a deletion leaves those behind the most: too few, and never one that is there.
    const keptRows = Math.min(rows, MOST_ROWS);
    if (isKept) this.#put(identity.key, laterOf(identity), fingerprint, hint, keptRows);
    else this.#find(identity)?.remove();
  }

  get #form(): SeenForm {
    return this.#options.saved.seen.form;
  }

  #isKept({ time }: KeptIdentity): boolean {
    return time === undefined || time.instant >= this.#options.keptFrom;
  }

  #find(identity: KeptIdentity | undefined): SeenItem | undefined {
    return identity === undefined ? undefined : this.#options.saved.seen.find(identity.key, identity.hour);
  }

  #put(key: ItemKey, at: Place, fingerprint: Fingerprint, hint: number, rows: number): void {
    const { saved, sendsDeletions } = this.#options;
    saved.seen.put({ key, ...at, fingerprint, hint, rows });
    if (sendsDeletions && key.text !== undefined) saved.names.set(nameOf(key), key.text);
  }

  #fingerprintOf(item: JsonObject, found: JsonObject | undefined): Fingerprint | undefined {
    const { stream } = this.#options;
    try {
      if (found === undefined) return fingerprintOf(item, stream.list.volatile);
      const ofFound = fingerprintOf(found);
      return stream.isMadeOfItem ? joinedFingerprint(fingerprintOf(item), ofFound) : ofFound;
    } catch {
      // Nested too deep.
      return undefined;
    }
  }

  #hintOf(item: JsonObject): number {
    return 1 + ((this.#fingerprintOf(item, undefined) ?? 0) % 255);
  }
}

/** By what an entry is kept, and where in it. */
type Place = Pick<SeenItem, 'hour' | 'time'>;

/**
 * The later one of where an item is and where it was: as long as rows of both may be there, a deletion needs a cursor that is
 * not smaller than any of theirs.
 */
function laterOf({ hour, time }: KeptIdentity, before?: SeenItem): Place {
  const own = { hour, time: time?.microseconds ?? 0 };
  if (before === undefined) return own;
  const isLater = before.hour > hour || (before.hour === hour && before.time > own.time);
  return isLater ? { hour: before.hour, time: before.time } : own;
}
