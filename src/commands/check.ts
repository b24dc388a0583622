import { ConfigError } from '../errors.ts';
import { CHECK_RETRIES } from '../gong/retry.ts';
import type { ConnectionStatus } from '../protocol/messages.ts';
import { streams } from '../streams/index.ts';
import { checkStreams } from '../sync/check.ts';
import { loadConfig } from './load-config.ts';
import type { CommandContext } from './command-context.ts';
import { withGong, type Watch } from './with-gong.ts';

/** Tells in one CONNECTION_STATUS whether a sync could read. What the user can mend is FAILED, and no error. */
export async function check(configPath: string, context: CommandContext): Promise<void> {
  context.output.message({
    type: 'CONNECTION_STATUS',
    connectionStatus: await statusOf(configPath, context),
  });
}

/** Nobody shows a check's pauses, or measures its pace. */
const unwatched: Watch = { onPause() {}, onRequest: () => () => {} };

async function statusOf(configPath: string, context: CommandContext): Promise<ConnectionStatus> {
  const { output, now, log, signal } = context;
  try {
    const config = loadConfig(configPath, output);
    return await withGong(config, CHECK_RETRIES, context, unwatched, (gong) =>
      checkStreams(streams, gong, now, log, signal),
    );
  } catch (error) {
    if (error instanceof ConfigError) return { status: 'FAILED', message: error.message };
    throw error;
  }
}
