import type { RecordName } from '../generated/records.ts';
import type { Gong } from '../gong/client.ts';
import type { Instant } from '../base/instant.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import type { Log } from '../protocol/log.ts';
import type { Output } from '../protocol/output.ts';
import type { Stream } from '../streams/stream.ts';
import type { Validate } from '../base/validation.ts';
import type { SyncEmitter } from './events.ts';

export interface RangeLimits {
  /** What the user asked for, if anything: nothing is read from before it. */
  readonly startDate: Instant | undefined;
  /** Where a stream begins that has neither a state nor a start date. */
  readonly defaultStart: Instant;
  readonly lookbackDays: number;
  /** The moment the sync starts. */
  readonly now: Instant;
}

export interface SyncOptions {
  readonly gong: Gong;
  readonly streams: readonly Stream[];
  readonly configured: readonly ConfiguredStream[];
  readonly states: ReadonlyMap<string, unknown>;
  readonly limits: RangeLimits;
  readonly includePrivate: boolean;
  /** What of the config goes into the records. With another one, nothing that was sent before counts as sent. */
  readonly shape: string;
  /** Whether the config asks for deletions. */
  readonly emitDeletes: boolean;
  readonly validators: Readonly<Record<RecordName, Validate>>;
  readonly output: Output;
  readonly events: SyncEmitter;
  readonly log: Log;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
}
