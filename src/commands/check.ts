import { ConfigError } from '../errors.ts';
import { HASTY } from '../gong/retry.ts';
import type { ConnectionStatus } from '../protocol/messages.ts';
import { streams } from '../streams/index.ts';
import { checkStreams } from '../sync/check.ts';
import { loadConfig } from './load-config.ts';
import type { Run } from './run.ts';
import { withGong, type Watch } from './with-gong.ts';

/** Tells in one CONNECTION_STATUS whether a sync could read. What the user can mend is FAILED, and no error. */
export async function check(configPath: string, run: Run): Promise<void> {
  run.output.message({ type: 'CONNECTION_STATUS', connectionStatus: await statusOf(configPath, run) });
}

/** Nobody shows a check's pauses, or measures its pace. */
const unwatched: Watch = { onPause() {}, onRequest: () => () => {} };

async function statusOf(configPath: string, run: Run): Promise<ConnectionStatus> {
  const { output, now, log, signal } = run;
  try {
    const config = loadConfig(configPath, output);
    return await withGong(config, HASTY, run, unwatched, (gong) =>
      checkStreams(streams, gong, now, log, signal),
    );
  } catch (error) {
    if (error instanceof ConfigError) return { status: 'FAILED', message: error.message };
    throw error;
  }
}
