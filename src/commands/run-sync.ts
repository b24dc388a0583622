import { setMaxListeners, type EventEmitter } from 'node:events';
import { schemas } from '../generated/schemas.ts';
import * as validators from '../generated/validate-records.js';
import { SYNC_RETRIES } from '../gong/retry.ts';
import { formatInstant, type Instant } from '../base/instant.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import type { Output } from '../protocol/output.ts';
import type { SyncEvents } from '../sync/events.ts';
import { sync } from '../sync/sync.ts';
import { withUtcTimes } from '../sync/utc-times.ts';
import { logClient } from './client-log.ts';
import { openClient } from './client.ts';
import { companyStreams } from './company-streams.ts';
import type { LoadedConfig } from './load-config.ts';
import type { CommandContext } from './command-context.ts';
import { warnOfFutureStart } from './future-start.ts';
import { recordShape } from './record-shape.ts';
import { rangeLimitsOf } from './range-limits.ts';
import { logWindows } from './sync-log.ts';

export interface SyncRun {
  readonly config: LoadedConfig;
  readonly configured: readonly ConfiguredStream[];
  readonly states: ReadonlyMap<string, unknown>;
  /** The end of the range, in whole seconds: so the state that is written of it says the same. */
  readonly now: Instant;
  /** A moment from which on to read in any case, if the config names no start date. */
  readonly earliest?: Instant | undefined;
  readonly output: Output;
  readonly events: EventEmitter<SyncEvents>;
  /** Whether people see pauses without the log. */
  readonly arePausesShown?: boolean;
}

/** One sync, wherever its records go. Returns the names of the streams that failed. */
export async function runSync(
  run: SyncRun,
  context: Pick<CommandContext, 'log' | 'signal' | 'memory' | 'longestQuietWaitMs'>,
): Promise<readonly string[]> {
  const { config, configured, states, now, output, events } = run;
  const { log, signal } = context;
  const limits = rangeLimitsOf(config, now, run.earliest);
  if (limits.startDate === undefined) {
    log.info(
      `No start_date: a stream without a state is read from ${formatInstant(limits.defaultStart)} on, the last 90 days.`,
    );
  }
  warnOfFutureStart(config, now, log);
  // Each of the streams listens.
  setMaxListeners(0, events);
  logClient(events, context, run.arePausesShown);
  logWindows(events, log);
  await using client = openClient(config, SYNC_RETRIES, context, events);
  const { gong } = client;
  const onWarning = (text: string): void => log.warn(text);
  return await sync({
    gong,
    streams: await companyStreams(config, { configured, states, limits, gong, onWarning, signal }),
    configured,
    states,
    limits,
    includePrivate: config.includePrivate,
    shape: recordShape(config),
    emitDeletes: config.emitDeletes,
    validators,
    output: config.utcTimestamps ? withUtcTimes(output, schemas) : output,
    events,
    log,
    clock: () => performance.now(),
    signal,
  });
}
