import { EventEmitter } from 'node:events';
import { ConfigError } from '../errors.ts';
import type { GongEvents } from '../gong/events.ts';
import { CHECK_RETRIES } from '../gong/retry.ts';
import type { ConnectionStatus } from '../protocol/messages.ts';
import { streams } from '../streams/index.ts';
import { checkStreams } from '../sync/check.ts';
import { warnOfFutureStart } from './future-start.ts';
import { loadConfig } from './load-config.ts';
import type { ProtocolContext } from './command-context.ts';
import { logClient } from './client-log.ts';
import { openClient } from './client.ts';

/** Tells in one CONNECTION_STATUS whether a sync could read. What the user can mend is FAILED, and no error. */
export async function check(configPath: string, context: ProtocolContext): Promise<void> {
  context.output.message({
    type: 'CONNECTION_STATUS',
    connectionStatus: await statusOf(configPath, context),
  });
}

async function statusOf(configPath: string, context: ProtocolContext): Promise<ConnectionStatus> {
  const { now, log, signal } = context;
  try {
    const config = await loadConfig(configPath, context);
    warnOfFutureStart(config, now, log);
    const events = new EventEmitter<GongEvents>();
    logClient(events, log);
    await using client = openClient(config, CHECK_RETRIES, context, events);
    return await checkStreams(streams, client.gong, now, log, signal);
  } catch (error) {
    if (error instanceof ConfigError) return { status: 'FAILED', message: error.message };
    throw error;
  }
}
