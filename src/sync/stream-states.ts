import { MINUTE, SECOND } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import { NO_CURSOR_STATE } from '../protocol/state.ts';

/** Between two states of a stream, unless so many records came that a repeat would cost more. */
const STATE_INTERVAL_MS = 20 * SECOND;
const STATE_RECORDS = 5_000;

/** The same of a state that is large. */
const LARGE_STATE_INTERVAL_MS = MINUTE;

/** What a state is made of. */
export interface StateHolder {
  /** Undefined where there is nothing to say yet. */
  toState(cursorField: string): object | undefined;
  /** Whether a state is so large that it should not go out often. */
  readonly isLarge?: boolean;
}

export interface StreamStatesOptions {
  /** Undefined where this sync goes by none. */
  readonly cursorField: string | undefined;
  readonly coverage: StateHolder;
  /** The state that the sync was given for this stream, as it was given. */
  readonly given: JsonObject | undefined;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
}

/** When a stream sends a state, and which. Each stream sends one at least, so that none is taken for reset. */
export class StreamStates {
  readonly #options: StreamStatesOptions;
  readonly #write: (state: object, records: number) => void;
  #hasGrown = false;
  #recordsSince = 0;
  #lastMs: number;
  #count = 0;

  /** `write` gets a state, and how many records have gone out since the one before. */
  constructor(options: StreamStatesOptions, write: (state: object, records: number) => void) {
    this.#options = options;
    this.#write = write;
    // The one that was given stands for as long as one that has just gone out.
    this.#lastMs = options.given === undefined ? -Infinity : options.clock();
  }

  noteRecords(count: number): void {
    this.#recordsSince += count;
  }

  /** There is more to say than the last state said. */
  noteGrowth(): void {
    this.#hasGrown = true;
  }

  /** Sends what is covered by now. */
  send(): void {
    const state = this.#current;
    if (state !== undefined) this.#send(state);
  }

  /** Sends what has been covered since the last state, if that is long enough ago. */
  sendIfDue(): void {
    const sinceMs = this.#options.clock() - this.#lastMs;
    const isDue =
      this.#options.coverage.isLarge === true
        ? sinceMs >= LARGE_STATE_INTERVAL_MS
        : sinceMs >= STATE_INTERVAL_MS || this.#recordsSince >= STATE_RECORDS;
    if (this.#hasGrown && isDue) this.send();
  }

  /** The stream is complete: behind its last record goes a state. */
  sendLast(): void {
    if (this.#options.cursorField === undefined) this.#send(NO_CURSOR_STATE);
    else if (this.#hasGrown || this.#count === 0 || this.#recordsSince > 0) this.#send(this.#currentOrGiven);
  }

  /** The stream ends before it is complete, with the state that was given where none has gone out, or can be written. */
  sendUnfinished(): void {
    try {
      if (this.#hasGrown) this.send();
    } finally {
      if (this.#count === 0) this.#send(this.#options.given ?? {});
    }
  }

  get #current(): object | undefined {
    const { cursorField, coverage } = this.#options;
    return cursorField === undefined ? undefined : coverage.toState(cursorField);
  }

  get #currentOrGiven(): object {
    return this.#current ?? this.#options.given ?? {};
  }

  #send(state: object): void {
    this.#write(state, this.#recordsSince);
    this.#lastMs = this.#options.clock();
    this.#recordsSince = 0;
    this.#hasGrown = false;
    this.#count += 1;
  }
}
