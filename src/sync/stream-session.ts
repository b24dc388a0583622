import { setMaxListeners } from 'node:events';
import { untilAborted } from '../base/abort.ts';
import { toConnectorError, type ConnectorError } from '../base/errors.ts';
import { formatInstant, type Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Output } from '../protocol/output.ts';
import { stateMessage } from '../protocol/state.ts';
import { errorTrace, estimateTrace } from '../protocol/trace.ts';
import type { Range } from '../streams/list.ts';
import type { Stream } from '../streams/stream.ts';
import { RecordFaults, type RecordFaultsOptions } from './record-faults.ts';
import { StreamStates, type StreamStatesOptions } from './stream-states.ts';
import { StreamStatuses } from './stream-statuses.ts';

export interface StreamSessionOptions extends RecordFaultsOptions, StreamStatesOptions {
  readonly range: Range;
  /** Whether all of the stream that is listed goes out, so that Gong's count is that of its records. */
  readonly sendsAll: boolean;
  /** How many lists hold the stream. */
  readonly partitions: number;
  readonly output: Output;
  /** Returns whether this error is told for the first time: what all streams share is told once. */
  readonly isNews: (error: ConnectorError) => boolean;
  /** Aborts when the whole sync does. */
  readonly signal: AbortSignal;
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
  readonly #statuses: StreamStatuses;
  readonly #states: StreamStates;
  readonly #faults: RecordFaults;
  readonly #ended = new AbortController();
  #records = 0;
  #partitionsLeft: number;
  /** The counts of the partitions that have told theirs. */
  readonly #estimates: number[] = [];
  #failure: ConnectorError | undefined;

  constructor(options: StreamSessionOptions) {
    const { stream, output, events, signal } = options;
    this.#options = options;
    this.stream = stream;
    this.#partitionsLeft = options.partitions;
    this.range = options.range;
    this.signal = AbortSignal.any([signal, this.#ended.signal]);
    // Each of its windows listens.
    setMaxListeners(0, this.signal);
    this.#faults = new RecordFaults(options);
    this.#statuses = new StreamStatuses(stream.name, output);
    this.#states = new StreamStates(options, (state, records) => {
      this.#statuses.resume();
      output.message(stateMessage(stream.name, state, records));
    });
    events.on('wait', ({ until }) => {
      if (this.isActive) this.#statuses.waitUntil(until);
    });
  }

  get isActive(): boolean {
    return !this.signal.aborted;
  }

  get failure(): ConnectorError | undefined {
    return this.#failure;
  }

  start(): void {
    const { cursorField, log } = this.#options;
    this.#statuses.send('STARTED');
    const period = `${formatInstant(this.range.from)} to ${formatInstant(this.range.to)}`;
    log.info(`Syncing stream: ${this.stream.name}${cursorField === undefined ? '' : `, ${period}`}`);
    this.#statuses.send('RUNNING');
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
    const { name } = this.stream;
    const whole = this.#faults.passed(records);
    this.#statuses.resume();
    let written = whole.length;
    const writing = output.records(name, whole, (index, error) => {
      written -= 1;
      this.#faults.noteUnwritable(whole[index], error);
    });
    this.#states.noteRecords(written);
    this.#records += written;
    if (written > 0) events.emit('records', { stream: name, count: written, newest });
    // A reader that has stopped must not keep an ending sync from ending.
    await untilAborted(writing, this.signal);
    this.sendStateIfDue();
    return true;
  }

  /** More of the stream has been read to its end, and all its records have been sent: its coverage has grown. */
  noteGrowth(): void {
    this.#states.noteGrowth();
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
    this.#statuses.resume();
    this.#attempt(() => this.#states.sendLast());
    if (!this.isActive) return;
    this.#faults.conclude();
    const { log } = this.#options;
    log.info(`Read ${this.#records} records from ${this.stream.name} stream`);
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
    if (this.isActive) this.#attempt(() => this.#states.send());
  }

  /** Sends what has been covered since the last state, if that is long enough ago. */
  sendStateIfDue(): void {
    if (this.isActive) this.#attempt(() => this.#states.sendIfDue());
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
    try {
      this.#states.sendUnfinished();
    } catch (error) {
      // The last one that went out stands, or the one that was given.
      this.#noteFailure(error);
    }
    this.#end('INCOMPLETE');
  }

  #end(status: 'COMPLETE' | 'INCOMPLETE'): void {
    this.#statuses.send(status);
    this.#options.events.emit('streamEnded', { stream: this.stream.name, status });
    this.#ended.abort();
  }
}
