import { EventEmitter } from 'node:events';
import type { ConfigSource } from '../config-source.ts';
import { DEFAULT_PERIOD } from '../config.ts';
import { schemas } from '../generated/schemas.ts';
import * as validators from '../generated/validate-records.js';
import { SYNC_RETRIES } from '../gong/retry.ts';
import { formatInstant, startOfSecond } from '../instant.ts';
import { readJsonFile } from '../json-file.ts';
import { readConfiguredCatalog, type ConfiguredStream } from '../protocol/catalog.ts';
import { readStates } from '../protocol/state-file.ts';
import { streams } from '../streams/index.ts';
import type { SyncEvents } from '../sync/events.ts';
import { sync } from '../sync/sync.ts';
import { withUtcTimes } from '../sync/utc-times.ts';
import { logClient } from './client-log.ts';
import { openClient } from './client.ts';
import { warnOfFutureStart } from './future-start.ts';
import { limitHeapGrowth } from './heap-growth.ts';
import { logWindows } from './sync-log.ts';
import { loadConfig } from './load-config.ts';
import type { ProtocolContext } from './command-context.ts';

export interface ReadFiles {
  readonly config: ConfigSource;
  /** The path of a catalog, or the streams themselves. */
  readonly catalog: string | readonly ConfiguredStream[];
  readonly state?: string;
}

/** Reads the configured streams. Returns whether all of them came to their end. */
export async function read(files: ReadFiles, context: ProtocolContext): Promise<boolean> {
  const { log, output, signal } = context;
  limitHeapGrowth();
  const config = await loadConfig(files.config, context);
  const { catalog } = files;
  const configured =
    typeof catalog === 'string'
      ? readConfiguredCatalog(await readJsonFile(catalog, 'catalog', signal))
      : catalog;
  const stateFile = files.state === undefined ? undefined : await readJsonFile(files.state, 'state', signal);
  const states = readStates(
    stateFile,
    (path) => {
      log.warn(
        `The entry of the state at ${path} is of no known kind or stream; it is passed over. A stream without a state is read from its beginning.`,
      );
    },
    (name) => streams.some((stream) => stream.name === name),
  );
  // The whole second keeps the end of the range and the state that is written of it the same.
  const now = startOfSecond(context.now);
  const { startDate, lookbackDays, includePrivate } = config;
  const defaultStart = now - DEFAULT_PERIOD;
  if (startDate === undefined) {
    log.info(
      `No start_date: a stream without a state is read from ${formatInstant(defaultStart)} on, the last 90 days.`,
    );
  }
  warnOfFutureStart(config, now, log);
  const events = new EventEmitter<SyncEvents>();
  logClient(events, log);
  logWindows(events, log);
  await using client = openClient(config, SYNC_RETRIES, context, events);
  const failed = await sync({
    gong: client.gong,
    streams,
    configured,
    states,
    limits: { startDate, defaultStart, lookbackDays, now },
    includePrivate,
    validators,
    output: config.utcTimestamps ? withUtcTimes(output, schemas) : output,
    events,
    log,
    clock: () => performance.now(),
    signal,
  });
  if (failed.length > 0)
    log.error(`During the sync, these streams did not sync successfully: ${failed.join(', ')}`);
  return failed.length === 0;
}
