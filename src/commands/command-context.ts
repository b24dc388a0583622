import type { Instant } from '../base/instant.ts';
import type { Log } from '../protocol/log.ts';
import type { MessageOutput, Output } from '../protocol/output.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { TextOutput } from '../terminal/text-output.ts';
import type { Memory } from './memory-guard.ts';
import type { OpenTokenStore } from './token-keeping.ts';

/** What every command works with. `now` is the moment it started. */
export interface CommandContext {
  readonly output: MessageOutput;
  readonly log: Log;
  /** Aborts when the process is asked to end or its output breaks. */
  readonly signal: AbortSignal;
  readonly now: Instant;
  readonly memory: Memory;
  readonly terminal: Terminal;
  /** Where renewed tokens of OAuth are kept. */
  readonly openTokenStore: OpenTokenStore;
  /** A wait at the rate limit is worth a warning where it is longer. */
  readonly longestQuietWaitMs: number;
}

/** For the verbs of the protocol: all that they say goes to stdout as messages. */
export interface ProtocolContext extends CommandContext {
  readonly output: Output;
  /** Where a person watches on stderr while stdout goes elsewhere: what that person sees. */
  readonly text?: TextOutput | undefined;
}

/** For the verbs that are for people: results go to stdout as text, logs and errors to stderr. */
export interface PeopleContext extends CommandContext {
  readonly output: TextOutput;
  /** Writes to stdout, as it is. */
  readonly print: (text: string) => void;
  /** Settles when all that was printed is written. Rejects where it cannot be. */
  readonly printed: () => Promise<void>;
}
