import type { Instant } from '../../base/instant.ts';
import { toConnectorError } from '../../base/errors.ts';
import { DELETED_AT } from '../../protocol/deletion.ts';
import type { SyncEmitter } from '../events.ts';
import { noteAbsences } from './absences.ts';
import type { Existence } from './existence.ts';
import { idOfItem, nameOf } from './identity.ts';
import { itemKey } from './item-key.ts';
import { readHour } from './item-time.ts';
import type { SavedChanges } from './saved-changes.ts';
import type { SeenItem } from './seen-item.ts';
import { Witness, type Sight } from './sight.ts';
import type { StreamCoverage } from '../stream-coverage.ts';
import type { StreamSession } from '../stream-session.ts';
import { tombstonesOf } from './tombstones.ts';

export interface DeletionsOptions {
  readonly session: StreamSession;
  readonly saved: SavedChanges;
  readonly coverage: StreamCoverage;
  /** The start of the sync. */
  readonly now: Instant;
  readonly sendsDeletions: boolean;
  /** Ids of calls that this sync has left out because they are private. */
  readonly privateCalls: ReadonlySet<string>;
  readonly existence: Existence;
  /** Of all streams of the sync. */
  readonly sight: Sight;
  readonly events: SyncEmitter;
}

/** What of a stream is gone from Gong: what goes out for it, and what people are told. */
export class Deletions {
  readonly #options: DeletionsOptions;
  readonly #witness: Witness;
  /** Whether nothing is known to be lacking in what the list has brought. */
  #isWhole = true;
  #turnedPrivate: readonly SeenItem[] = [];
  #suspects: readonly SeenItem[] = [];

  constructor(options: DeletionsOptions) {
    this.#options = options;
    this.#witness = new Witness(options);
    options.sight.add(this.#witness);
  }

  /** Whether something may be gone, so that the stream has not come to its end. */
  get isPending(): boolean {
    return this.#turnedPrivate.length > 0 || this.#suspects.length > 0;
  }

  /** The list has not brought all that there is. Where Gong can be asked for what is missing, that does not matter. */
  noteLacking(): void {
    if (!this.#options.existence.canAsk) this.#isWhole = false;
  }

  /** Another list goes on from here, and files what it holds otherwise. */
  noteOtherList(): void {
    this.#isWhole = false;
  }

  /** All has been read. Where nothing has been read whole, only what the lists have told to be private counts. */
  judge(): void {
    const { session, saved, coverage, now, privateCalls } = this.#options;
    const { isDeep } = coverage;
    const before = suspicionsOf(saved);
    if (session.stream.isPrivate !== undefined) {
      const sent = [...privateCalls].flatMap((id) => saved.seen.find(itemKey(id)) ?? []);
      this.#turnedPrivate = sent.filter((item) => !this.#mayHaveBeenPrivate(item));
      // It is the config that has changed: they stay where they are.
      for (const item of sent) if (this.#mayHaveBeenPrivate(item)) this.#forget(item);
    }
    // They are there, and seen: it is not they that the key sees no more.
    for (const item of this.#turnedPrivate) item.markListed();
    if (this.#isWhole) {
      const { suspects, absent, known } = noteAbsences(saved, now, isDeep, coverage);
      this.#suspects = suspects;
      this.#witness.noteAbsent(absent, known);
      if (isDeep && saved.tooMuchAbsentSince !== undefined) this.#warnOfTooMuch(absent, known);
    }
    // The last state may have gone out with the last window: what is missing has to be in one as well.
    if (suspicionsOf(saved) !== before) session.noteGrowth();
  }

  /** Sends what is gone, once all streams have been read. Settles when all of it has gone out. */
  async send(): Promise<void> {
    const { session, saved, now, sendsDeletions } = this.#options;
    const gone = [...this.#turnedPrivate, ...(await this.#missing())];
    if (gone.length === 0 || !session.isActive) return;
    if (sendsDeletions) {
      // Should the sync break off, the next one neither takes them for sent as they were, nor forgets them.
      const tombstones = gone.flatMap((item) => tombstonesOf(item, session.stream, saved, now));
      for (const item of gone) item.forgetFingerprint();
      session.sendState();
      if (!(await session.send(tombstones))) return;
    } else {
      this.#warn(
        `${gone.length} records that earlier syncs have sent are gone from Gong: deleted, or private by now. They stay in the destination; with emit_deletes, and a schema that has ${DELETED_AT}, they would be deleted there.`,
      );
    }
    for (const item of gone) this.#forget(item);
    session.noteGrowth();
  }

  #mayHaveBeenPrivate({ hour, milliseconds }: SeenItem): boolean {
    return this.#options.coverage.mayHaveSentPrivate((readHour(hour) ?? 0) + milliseconds);
  }

  #forget(item: SeenItem): void {
    const { saved } = this.#options;
    saved.absent.delete(idOfItem(item, saved));
    saved.names.delete(nameOf(item.key));
    item.remove();
  }

  /** What the lists do not hold any more, nor Gong when it is asked for it. */
  async #missing(): Promise<readonly SeenItem[]> {
    const { session, saved, existence, sight } = this.#options;
    const { signal } = session;
    const isSightLost = sight.isLostBeside(this.#witness);
    const { knownAt } = sight;
    // What Gong cannot be asked for waits until calls have shown what the key sees since it was missing.
    const isTold = (item: SeenItem): boolean =>
      existence.canAsk || (saved.absent.get(idOfItem(item, saved)) ?? Infinity) <= knownAt;
    const suspects = this.#suspects.filter((item) => isSightLost || isTold(item));
    if (suspects.length === 0) return [];
    if (isSightLost) {
      // Not a breaker of its own: a stream that holds up others for the sake of a third would hold up that one as well.
      for (const item of suspects) saved.absent.delete(idOfItem(item, saved));
      session.noteGrowth();
      this.#warn(
        `${suspects.length} records that earlier syncs have sent are missing from Gong's list, as are too many users or calls: the API key probably sees less than before. Nothing is taken for deleted until that has passed.`,
      );
      return [];
    }
    try {
      const ids = suspects.map((item) => idOfItem(item, saved));
      const exist = await existence.of(ids, signal);
      // What exists is not searched for again before the next deep read.
      for (const [id, exists] of exist) if (exists) saved.absent.delete(id);
      session.noteGrowth();
      return suspects.filter((_, index) => exist.get(ids[index] ?? '') === false);
    } catch (error) {
      signal.throwIfAborted();
      this.#warn(
        `${suspects.length} records are not listed any more, and whether they are deleted could not be found out: ${toConnectorError(error).message} The next sync tries again.`,
      );
      return [];
    }
  }

  #warnOfTooMuch(absent: number, known: number): void {
    this.#warn(
      `${absent} of ${known} records that earlier syncs have sent are missing from Gong's list, too many at once to be deleted: the API key probably sees less than before. Nothing is taken for deleted until a whole look-back is there again. Check the permissions of the key's owner; if they are deleted indeed, refresh the stream.`,
    );
  }

  #warn(text: string): void {
    const { events, session } = this.#options;
    events.emit('warning', { stream: session.stream.name, text });
  }
}

/** What a state says to be missing. */
function suspicionsOf({ absent, tooMuchAbsentSince }: SavedChanges): string {
  return JSON.stringify([[...absent], tooMuchAbsentSince]);
}
