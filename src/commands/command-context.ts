import type { Instant } from '../instant.ts';
import type { Log } from '../protocol/log.ts';
import type { Output } from '../protocol/output.ts';
import type { Memory } from './memory-guard.ts';

/** What every command works with. `now` is the moment it started. */
export interface CommandContext {
  readonly output: Output;
  readonly log: Log;
  /** Aborts when the process is asked to end or its output breaks. */
  readonly signal: AbortSignal;
  readonly now: Instant;
  readonly memory: Memory;
}
