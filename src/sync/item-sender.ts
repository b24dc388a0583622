import type { Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Changes, Version } from './changes/changes.ts';
import type { StreamCoverage } from './stream-coverage.ts';
import type { StreamSession } from './stream-session.ts';

/** The rows of a whole page can be thousands, which would all be held until the last of them is written. */
const RECORDS_AT_ONCE = 100;

/** So many items are held for one state. */
const MOST_HELD = 100;

/** An item of a list on its way out. */
export interface OutgoingItem {
  /** Undefined where the stream does not tell what has changed. */
  readonly version?: Version | undefined;
  readonly toRecords: () => readonly JsonObject[];
}

/**
 * Sends the records of items. Of one whose last version the state holds, or that may have to be deleted one day, no record
 * goes out before a state that says so: should the sync break off behind it, the next one knows what may have arrived.
 */
export class ItemSender {
  readonly #session: StreamSession;
  readonly #coverage: Pick<StreamCoverage, 'noteNewest'>;
  readonly #changes: Changes | undefined;
  #held: OutgoingItem[] = [];
  /** Settles when what has been held is out. */
  #sending: Promise<void> = Promise.resolve();

  constructor(
    session: StreamSession,
    coverage: Pick<StreamCoverage, 'noteNewest'>,
    changes: Changes | undefined,
  ) {
    this.#session = session;
    this.#coverage = coverage;
    this.#changes = changes;
  }

  /** `newest` is the latest moment of those whose records have been made so far. */
  async send(items: readonly OutgoingItem[], newest: () => Instant): Promise<void> {
    const changes = this.#changes;
    if (changes === undefined) return await this.#sendNow(items, newest);
    const now: OutgoingItem[] = [];
    for (const item of items) {
      if (item.version !== undefined && changes.isToBeAnnounced(item.version)) this.#held.push(item);
      else now.push(item);
    }
    await this.#sendNow(now, newest);
    if (this.#held.length >= MOST_HELD) await this.flush();
  }

  /** Settles when all that was held has gone out, also what another window has begun to send. */
  flush(): Promise<void> {
    this.#sending = this.#sending.then(() => this.#sendHeld());
    return this.#sending;
  }

  async #sendHeld(): Promise<void> {
    const held = this.#held;
    if (held.length === 0) return;
    this.#held = [];
    for (const { version, toRecords } of held) {
      if (version !== undefined) this.#changes?.announce(version, toRecords().length);
    }
    this.#session.sendState();
    await this.#sendNow(held, () => -Infinity);
  }

  async #sendNow(items: readonly OutgoingItem[], newest: () => Instant): Promise<void> {
    let records: JsonObject[] = [];
    let whole: (() => void)[] = [];
    for (const item of items) {
      const own = item.toRecords();
      const { version } = item;
      const marked = version === undefined ? own : (this.#changes?.withMarks(own, version) ?? own);
      for (const record of marked) records.push(record);
      if (version !== undefined) whole.push(() => this.#changes?.noteSent(version, own.length));
      if (records.length < RECORDS_AT_ONCE) continue;
      if (!(await this.#session.send(records, newest()))) return;
      for (const note of whole) note();
      [records, whole] = [[], []];
    }
    // Not before all are out but those that go out with it: a state may go out between two pieces.
    this.#coverage.noteNewest(newest());
    if (!(await this.#session.send(records, newest()))) return;
    for (const note of whole) note();
  }
}
