import { EventEmitter } from 'node:events';
import type { Config } from '../config/config.ts';
import type { GongEvents } from '../gong/events.ts';
import { CHECK_RETRIES } from '../gong/retry.ts';
import { streams } from '../streams/index.ts';
import { checkStreams, type Checked } from '../sync/check.ts';
import { logClient } from './client-log.ts';
import { openClient } from './client.ts';
import type { CommandContext } from './command-context.ts';

/** Asks Gong once for each stream. */
export async function tryStreams(config: Config, context: CommandContext): Promise<Checked> {
  const events = new EventEmitter<GongEvents>();
  logClient(events, context);
  await using client = openClient(config, CHECK_RETRIES, context, events);
  return await checkStreams(streams, client.gong, context.now, context.signal);
}
