import type { JsonObject } from '../base/json-object.ts';
import type { Validate } from '../base/validation.ts';
import type { Log } from '../protocol/log.ts';
import { idText } from '../streams/parent-id.ts';
import type { Stream } from '../streams/stream.ts';
import type { SyncEmitter } from './events.ts';
import { SchemaDrift } from './schema-drift.ts';

export interface RecordFaultsOptions {
  readonly stream: Stream;
  readonly validate: Validate;
  readonly log: Log;
  readonly events: SyncEmitter;
}

/** What is wrong with the records of a stream, none of which is held back for it as long as it can be written. */
export class RecordFaults {
  readonly #options: RecordFaultsOptions;
  readonly #drift: SchemaDrift;
  #withoutKey = 0;

  constructor(options: RecordFaultsOptions) {
    const { stream, validate, log } = options;
    this.#options = options;
    this.#drift = new SchemaDrift(validate, (text) => {
      log.warn(`${stream.name}: records differ from the schema and go out as they are: ${text}`);
    });
  }

  /** Returns those that can go out: all that hold something. An id that is a number becomes a text in them. */
  passed(records: readonly JsonObject[]): readonly JsonObject[] {
    const { primaryKey } = this.#options.stream;
    // The platform drops a record without a field, and its count would not match. One that is undefined is not written.
    const whole = records.filter(hasField);
    for (const record of whole) this.#drift.check(record);
    this.#withoutKey += records.filter((record) => primaryKey.some((field) => isNone(record[field]))).length;
    return whole;
  }

  noteUnwritable(record: JsonObject | undefined, error: unknown): void {
    const { stream, log } = this.#options;
    const reason = error instanceof Error ? error.message : String(error);
    const key = stream.primaryKey.map((field) => idText(record?.[field]) ?? `without ${field}`);
    log.error(
      `${stream.name}: the record ${key.join(', ')} cannot be written as one line of JSON (${reason}) and is left out; the stream goes on.`,
    );
  }

  /** The stream is complete. */
  conclude(): void {
    const { stream, log, events } = this.#options;
    const { name, primaryKey } = stream;
    for (const text of this.#drift.summary()) events.emit('drift', { stream: name, text });
    if (this.#withoutKey > 0) {
      log.warn(
        `${name}: ${this.#withoutKey} of Gong's items have no ${primaryKey.join(' or no ')}, the key.`,
      );
    }
  }
}

function hasField(record: JsonObject): boolean {
  for (const name in record) if (record[name] !== undefined) return true;
  return false;
}

function isNone(key: unknown): boolean {
  return key === undefined || key === null;
}
