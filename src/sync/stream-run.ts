import { setMaxListeners } from 'node:events';
import { toConnectorError, type ConnectorError } from '../errors.ts';
import { formatInstant, parseInstant, type Instant } from '../instant.ts';
import type { JsonObject } from '../json-object.ts';
import type { Log } from '../protocol/log.ts';
import type { Output } from '../protocol/output.ts';
import { NO_CURSOR_STATE, stateMessage } from '../protocol/state.ts';
import { errorTrace, estimateTrace, rateLimitedTrace, statusTrace } from '../protocol/trace.ts';
import type { Window } from '../streams/list.ts';
import type { Stream } from '../streams/stream.ts';
import { untilAborted } from '../abort.ts';
import { SchemaDrift } from './schema-drift.ts';
import { toOwnState } from './saved-state.ts';
import { Straddlers } from './straddlers.ts';
import { Watermark } from './watermark.ts';
import type { Taken } from './window-walk.ts';
import type { Range } from './windows.ts';
import type { Validate } from '../validation.ts';

export interface StreamRunOptions {
  readonly stream: Stream;
  readonly range: Range;
  /** The state that the sync was given for this stream, as it was given. */
  readonly given: { readonly state: object; readonly instant: Instant | undefined } | undefined;
  readonly includePrivate: boolean;
  readonly validate: Validate;
  readonly output: Output;
  readonly log: Log;
  /** Aborts when the whole sync does. */
  readonly signal: AbortSignal;
}

/**
 * One stream in one sync: the only place that sends its statuses, records, states and errors, in the order that
 * Airbyte asks for. Once it has ended nothing of it goes out any more.
 */
export class StreamRun {
  readonly stream: Stream;
  readonly range: Range;
  readonly #options: StreamRunOptions;
  readonly #drift: SchemaDrift;
  readonly #ended = new AbortController();
  readonly signal: AbortSignal;
  readonly #straddlers = new Straddlers();
  #watermark = new Watermark([]);
  #recordsSinceState = 0;
  #records = 0;
  #privateItems = 0;
  #states = 0;
  #isRateLimited = false;
  #failure: ConnectorError | undefined;

  constructor(options: StreamRunOptions) {
    this.#options = options;
    this.stream = options.stream;
    this.range = options.range;
    this.signal = AbortSignal.any([options.signal, this.#ended.signal]);
    // Each of its windows listens.
    setMaxListeners(0, this.signal);
    this.#drift = new SchemaDrift(options.validate, (text) => {
      options.log.warn(`${this.stream.name}: records differ from the schema and go out as they are: ${text}`);
    });
  }

  get isActive(): boolean {
    return !this.signal.aborted;
  }

  get failure(): ConnectorError | undefined {
    return this.#failure;
  }

  start(windows: readonly Window[]): void {
    const { output, log } = this.#options;
    const { name, cursorField } = this.stream;
    this.#watermark = new Watermark(windows);
    output.message(statusTrace(name, 'STARTED'));
    const period = `${formatInstant(this.range.from)} to ${formatInstant(this.range.to)}`;
    log.info(`Syncing stream: ${name}${cursorField === undefined ? '' : `, ${period}`}`);
    output.message(statusTrace(name, 'RUNNING'));
  }

  estimate(rows: number): void {
    if (this.isActive) this.#options.output.message(estimateTrace(this.stream.name, rows));
  }

  /** The items that this stream may use: those that it has not had from another window, and that are not private. */
  allowed({ items, straddlers }: Taken): readonly JsonObject[] {
    const fresh = straddlers.size === 0 ? items : items.filter((item) => this.#isFirst(item, straddlers));
    if (this.#options.includePrivate) return fresh;
    const allowed = fresh.filter((item) => !this.stream.isPrivate(item));
    this.#privateItems += fresh.length - allowed.length;
    return allowed;
  }

  #isFirst(item: JsonObject, straddlers: Taken['straddlers']): boolean {
    const key = this.stream.listing.key(item);
    const until = straddlers.get(key);
    return until === undefined || this.#straddlers.add(key, until);
  }

  /** Sends pages of records as they come. What goes wrong in getting them ends this stream and no other. */
  async send(pages: AsyncIterable<readonly JsonObject[]>): Promise<void> {
    const { output, signal } = this.#options;
    try {
      for await (const page of pages) {
        if (!this.isActive) return;
        // The platform drops a record without a field, and its count would not match.
        const records = page.filter((record) => Object.keys(record).length > 0 && this.#isInRange(record));
        for (const record of records) this.#drift.check(record);
        this.#resume();
        this.#recordsSinceState += records.length;
        this.#records += records.length;
        // A reader that has stopped must not keep an ending sync from ending.
        await untilAborted(output.records(this.stream.name, records), signal);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  split(window: Window, parts: readonly Window[]): void {
    this.#watermark.split(window, parts);
  }

  /** The window is read to its end. */
  close(window: Window): void {
    const mark = this.#watermark.close(window);
    if (mark === undefined || !this.isActive) return;
    this.#straddlers.forgetBefore(mark);
    const { cursorField } = this.stream;
    // A look-back reads again what the given state covers: until it is passed the state has nothing new to say.
    if (cursorField !== undefined && mark > (this.#options.given?.instant ?? -Infinity)) {
      this.#sendState(toOwnState(cursorField, formatInstant(mark)));
    }
  }

  rateLimitedUntil(instant: Instant): void {
    if (!this.isActive) return;
    this.#isRateLimited = true;
    this.#options.output.message(rateLimitedTrace(this.stream.name, instant));
  }

  complete(): void {
    if (!this.isActive) return;
    this.#resume();
    const { given, output, log } = this.#options;
    if (this.stream.cursorField === undefined) this.#sendState(NO_CURSOR_STATE);
    else if (this.#states === 0 || this.#recordsSinceState > 0) this.#sendState(given?.state ?? {});
    for (const line of this.#drift.summary())
      log.warn(`${this.stream.name}: differed from the schema: ${line}`);
    if (this.#privateItems > 0) {
      log.info(
        `${this.stream.name}: left out ${this.#privateItems} private calls (include_private_calls is false)`,
      );
    }
    log.info(`Read ${this.#records} records from ${this.stream.name} stream`);
    output.message(statusTrace(this.stream.name, 'COMPLETE'));
    this.#ended.abort();
  }

  /** Ends the stream; the first reason counts. An abort of the whole sync is no failure. */
  fail(cause: unknown): void {
    if (!this.isActive) return;
    this.#failure = toConnectorError(cause);
    this.#options.output.message(errorTrace(this.#failure, this.stream.name));
    this.#endIncomplete();
  }

  /** Ends the stream because the whole sync ends. */
  interrupt(): void {
    if (!this.#ended.signal.aborted) this.#endIncomplete();
  }

  #endIncomplete(): void {
    if (this.#states === 0) this.#sendState(this.#options.given?.state ?? {});
    this.#options.output.message(statusTrace(this.stream.name, 'INCOMPLETE'));
    this.#ended.abort();
  }

  #sendState(state: object): void {
    this.#resume();
    this.#options.output.message(stateMessage(this.stream.name, state, this.#recordsSinceState));
    this.#recordsSinceState = 0;
    this.#states += 1;
  }

  /** The platform shows the wait until it hears of a RUNNING without a reason. */
  #resume(): void {
    if (!this.#isRateLimited) return;
    this.#isRateLimited = false;
    this.#options.output.message(statusTrace(this.stream.name, 'RUNNING'));
  }

  /** Days of a company's calendar are coarser than the range, and their edges lie outside of it. */
  #isInRange(record: JsonObject): boolean {
    if (this.stream.listing.granularity !== 'day' || this.stream.cursorField === undefined) return true;
    const instant = parseInstant(record[this.stream.cursorField]);
    return instant === undefined || (instant >= this.range.from && instant < this.range.to);
  }
}
