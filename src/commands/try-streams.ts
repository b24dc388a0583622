import { EventEmitter } from 'node:events';
import type { GongEvents } from '../gong/events.ts';
import { CHECK_RETRIES } from '../gong/retry.ts';
import { createCallLists } from '../streams/call-lists.ts';
import { SAFE_CALENDAR } from '../streams/company-facts.ts';
import { createStreams } from '../streams/index.ts';
import { checkStreams, type Checked } from '../sync/check.ts';
import { logClient } from './client-log.ts';
import { openClient } from './client.ts';
import type { CommandContext } from './command-context.ts';
import type { LoadedConfig } from './load-config.ts';

/** What a check has found, and where. */
export interface Tried extends Checked {
  readonly baseUrl: string;
}

/** Gong refuses a day that is not over where the company is, of which a check does not ask. */
const days = { calendar: SAFE_CALENDAR, earliest: 0, known: {} };

/** Asks Gong once for each stream. */
export async function tryStreams(
  config: LoadedConfig,
  context: Pick<CommandContext, 'log' | 'signal' | 'now' | 'memory' | 'longestQuietWaitMs'>,
): Promise<Tried> {
  const events = new EventEmitter<GongEvents>();
  logClient(events, context);
  await using client = openClient(config, CHECK_RETRIES, context, events);
  const streams = createStreams({ lists: createCallLists(config), days });
  const checked = await checkStreams(streams, client.gong, context.now, context.signal);
  return { ...checked, baseUrl: client.gong.baseUrl };
}
