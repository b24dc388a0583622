import { setMaxListeners } from 'node:events';
import { untilAborted } from '../base/abort.ts';
import { toConnectorError, type ConnectorError } from '../base/errors.ts';
import { formatInstant, MINUTE, SECOND, type Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Log } from '../protocol/log.ts';
import type { Output } from '../protocol/output.ts';
import { NO_CURSOR_STATE, stateMessage } from '../protocol/state.ts';
import { errorTrace, estimateTrace, rateLimitedTrace, statusTrace } from '../protocol/trace.ts';
import type { Range } from '../streams/list.ts';
import { idText } from '../streams/parent-id.ts';
import type { Stream } from '../streams/stream.ts';
import type { Validate } from '../base/validation.ts';
import type { SyncEmitter } from './events.ts';
import { SchemaDrift } from './schema-drift.ts';

/** Between two states of a stream, unless so many records came that a repeat would cost more. */
const STATE_INTERVAL_MS = 20 * SECOND;
const STATE_RECORDS = 5_000;

/** The same of a state that is large. */
const LARGE_STATE_INTERVAL_MS = MINUTE;

export interface StreamSessionOptions {
  readonly stream: Stream;
  readonly range: Range;
  /** Undefined where this sync goes by none. */
  readonly cursorField: string | undefined;
  readonly coverage: StateHolder;
  /** Whether all of the stream that is listed goes out, so that Gong's count is that of its records. */
  readonly sendsAll: boolean;
  /** How many lists hold the stream. */
  readonly partitions: number;
  /** The state that the sync was given for this stream, as it was given. */
  readonly given: JsonObject | undefined;
  readonly validate: Validate;
  readonly output: Output;
  readonly events: SyncEmitter;
  readonly log: Log;
  /** Returns whether this error is told for the first time: what all streams share is told once. */
  readonly isNews: (error: ConnectorError) => boolean;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  /** Aborts when the whole sync does. */
  readonly signal: AbortSignal;
}

/** What a state is made of. */
export interface StateHolder {
  /** Undefined where there is nothing to say yet. */
  toState(cursorField: string): object | undefined;
  /** Whether a state is so large that it should not go out often. */
  readonly isLarge?: boolean;
}

/**
 * One stream in one sync: the only place that sends its statuses, records, states and errors, in the order that
 * Airbyte asks for. Once it has ended nothing of it goes out any more.
 */
export class StreamSession {
  readonly stream: Stream;
  readonly range: Range;
  readonly signal: AbortSignal;
  readonly #options: StreamSessionOptions;
  readonly #drift: SchemaDrift;
  readonly #ended = new AbortController();
  #hasGrown = false;
  #recordsSinceState = 0;
  #lastStateMs: number;
  #records = 0;
  #withoutKey = 0;
  #states = 0;
  #partitionsLeft: number;
  /** The counts of the partitions that have told theirs. */
  readonly #estimates: number[] = [];
  #isRateLimited = false;
  #failure: ConnectorError | undefined;

  constructor(options: StreamSessionOptions) {
    const { stream, log, events, signal } = options;
    this.#options = options;
    this.stream = stream;
    this.#partitionsLeft = options.partitions;
    this.range = options.range;
    // The one that was given stands for as long as one that has just gone out.
    this.#lastStateMs = options.given === undefined ? -Infinity : options.clock();
    this.signal = AbortSignal.any([signal, this.#ended.signal]);
    // Each of its windows listens.
    setMaxListeners(0, this.signal);
    this.#drift = new SchemaDrift(options.validate, (text) => {
      log.warn(`${stream.name}: records differ from the schema and go out as they are: ${text}`);
    });
    events.on('wait', ({ until }) => this.#rateLimitedUntil(until));
  }

  get isActive(): boolean {
    return !this.signal.aborted;
  }

  get failure(): ConnectorError | undefined {
    return this.#failure;
  }

  start(): void {
    const { output, log } = this.#options;
    const { name } = this.stream;
    const { cursorField } = this.#options;
    output.message(statusTrace(name, 'STARTED'));
    const period = `${formatInstant(this.range.from)} to ${formatInstant(this.range.to)}`;
    log.info(`Syncing stream: ${name}${cursorField === undefined ? '' : `, ${period}`}`);
    output.message(statusTrace(name, 'RUNNING'));
  }

  /** Takes the count of a partition; that of all of them goes out. */
  estimate(rows: number): void {
    const { output, events, partitions, sendsAll } = this.#options;
    if (!this.isActive || !this.stream.isOneForOne || !sendsAll) return;
    this.#estimates.push(rows);
    if (this.#estimates.length !== partitions) return;
    const records = this.#estimates.reduce((sum, each) => sum + each);
    output.message(estimateTrace(this.stream.name, records));
    events.emit('estimate', { stream: this.stream.name, records });
  }

  /**
   * Settles when the reader keeps up, with whether the records have been written: not once the stream has ended. `newest` is
   * the latest moment of one of them.
   */
  async send(records: readonly JsonObject[], newest: Instant = -Infinity): Promise<boolean> {
    const { output, events } = this.#options;
    if (!this.isActive) return false;
    const { name, primaryKey } = this.stream;
    // The platform drops a record without a field, and its count would not match. One that is undefined is not written.
    const whole = records.filter(hasField);
    for (const record of whole) this.#drift.check(record);
    this.#withoutKey += records.filter((record) => primaryKey.some((field) => isNone(record[field]))).length;
    this.#resume();
    let written = whole.length;
    const writing = output.records(name, whole, (index, error) => {
      written -= 1;
      this.#noteUnwritable(whole[index], error);
    });
    this.#recordsSinceState += written;
    this.#records += written;
    if (written > 0) events.emit('records', { stream: name, count: written, newest });
    // A reader that has stopped must not keep an ending sync from ending.
    await untilAborted(writing, this.signal);
    this.sendStateIfDue();
    return true;
  }

  /** More of the stream has been read to its end, and all its records have been sent: its coverage has grown. */
  noteGrowth(): void {
    this.#hasGrown = true;
    this.sendStateIfDue();
  }

  /** A partition has been read. With the last one the stream is complete. */
  complete(): void {
    if (!this.isActive) return;
    this.#partitionsLeft -= 1;
    if (this.#partitionsLeft > 0) return;
    if (this.#failure !== undefined) {
      this.#endIncomplete();
      return;
    }
    this.#resume();
    const { given, coverage, cursorField, events, log } = this.#options;
    const { name } = this.stream;
    this.#attempt(() => {
      if (cursorField === undefined) this.#sendState(NO_CURSOR_STATE);
      else if (this.#hasGrown || this.#states === 0 || this.#recordsSinceState > 0) {
        this.#sendState(coverage.toState(cursorField) ?? given ?? {});
      }
    });
    if (!this.isActive) return;
    for (const text of this.#drift.summary()) events.emit('drift', { stream: name, text });
    if (this.#withoutKey > 0) {
      log.warn(
        `${name}: ${this.#withoutKey} of Gong's items have no ${this.stream.primaryKey.join(' or no ')}, the key.`,
      );
    }
    log.info(`Read ${this.#records} records from ${name} stream`);
    this.#end('COMPLETE');
  }

  /** Ends the stream; the first reason counts. An abort of the whole sync is no failure. */
  fail(cause: unknown): void {
    if (!this.isActive) return;
    this.#noteFailure(cause);
    this.#endIncomplete();
  }

  /** A partition cannot be read. With the last one the stream ends. */
  failPartition(cause: unknown): void {
    if (!this.isActive) return;
    this.#partitionsLeft -= 1;
    if (this.#partitionsLeft > 0) this.#noteFailure(cause);
    else this.fail(cause);
  }

  #noteFailure(cause: unknown): void {
    const error = toConnectorError(cause);
    this.#failure = error;
    const { isNews, output, events } = this.#options;
    if (!isNews(error)) return;
    const { name } = this.stream;
    output.message(errorTrace(error, name));
    events.emit('streamFailed', { stream: name, error });
  }

  /** Ends the stream because the whole sync ends. */
  interrupt(): void {
    if (!this.#ended.signal.aborted) this.#endIncomplete();
  }

  /** Sends what is covered by now. Where that cannot be written the stream has failed. */
  sendState(): void {
    const { cursorField, coverage } = this.#options;
    if (!this.isActive || cursorField === undefined) return;
    this.#attempt(() => {
      const state = coverage.toState(cursorField);
      if (state !== undefined) this.#sendState(state);
    });
  }

  /** Sends what has been covered since the last state, if that is long enough ago. */
  sendStateIfDue(): void {
    const sinceMs = this.#options.clock() - this.#lastStateMs;
    const isDue =
      this.#options.coverage.isLarge === true
        ? sinceMs >= LARGE_STATE_INTERVAL_MS
        : sinceMs >= STATE_INTERVAL_MS || this.#recordsSinceState >= STATE_RECORDS;
    if (this.#hasGrown && isDue) this.sendState();
  }

  #noteUnwritable(record: JsonObject | undefined, error: unknown): void {
    const { name, primaryKey } = this.stream;
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.log.error(
      `${name}: the record ${primaryKey.map((field) => idText(record?.[field]) ?? `without ${field}`).join(', ')} cannot be written as one line of JSON (${reason}) and is left out; the stream goes on.`,
    );
  }

  /** Those who have something sent are not all awaited, so that nobody would hear of a failure. */
  #attempt(send: () => void): void {
    try {
      send();
    } catch (error) {
      this.fail(error);
    }
  }

  #endIncomplete(): void {
    const { given, coverage, cursorField } = this.#options;
    try {
      const state = this.#hasGrown && cursorField !== undefined ? coverage.toState(cursorField) : undefined;
      if (state !== undefined || this.#states === 0) this.#sendState(state ?? given ?? {});
    } catch (error) {
      // The last one that went out stands, or the one that was given.
      this.#noteFailure(error);
    }
    this.#end('INCOMPLETE');
  }

  #end(status: 'COMPLETE' | 'INCOMPLETE'): void {
    const { output, events } = this.#options;
    output.message(statusTrace(this.stream.name, status));
    events.emit('streamEnded', { stream: this.stream.name, status });
    this.#ended.abort();
  }

  #sendState(state: object): void {
    this.#resume();
    this.#options.output.message(stateMessage(this.stream.name, state, this.#recordsSinceState));
    this.#lastStateMs = this.#options.clock();
    this.#recordsSinceState = 0;
    this.#hasGrown = false;
    this.#states += 1;
  }

  #rateLimitedUntil(instant: Instant): void {
    if (!this.isActive) return;
    this.#isRateLimited = true;
    this.#options.output.message(rateLimitedTrace(this.stream.name, instant));
  }

  /** The platform shows the wait until it hears of a RUNNING without a reason. */
  #resume(): void {
    if (!this.#isRateLimited) return;
    this.#isRateLimited = false;
    this.#options.output.message(statusTrace(this.stream.name, 'RUNNING'));
  }
}

function hasField(record: JsonObject): boolean {
  for (const name in record) if (record[name] !== undefined) return true;
  return false;
}

function isNone(key: unknown): boolean {
  return key === undefined || key === null;
}
