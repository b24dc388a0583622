import type { ConfigSource } from '../config/source.ts';
import { ConfigError } from '../base/errors.ts';
import type { ConnectionStatus } from '../protocol/messages.ts';
import type { CheckedStream, Refusal } from '../sync/check.ts';
import type { ProtocolContext } from './command-context.ts';
import { warnOfFutureStart } from './future-start.ts';
import { loadConfig } from './load-config.ts';
import { tryStreams } from './try-streams.ts';

/** Tells in one CONNECTION_STATUS whether a sync could read. What the user can mend is FAILED, and no error. */
export async function check(source: ConfigSource, context: ProtocolContext): Promise<void> {
  context.output.message({
    type: 'CONNECTION_STATUS',
    connectionStatus: await statusOf(source, context),
  });
}

/** Credentials that read some streams are good, and the log says what they cannot read. */
async function statusOf(source: ConfigSource, context: ProtocolContext): Promise<ConnectionStatus> {
  const { now, log } = context;
  try {
    const config = await loadConfig(source, context);
    warnOfFutureStart(config, now, log);
    const { streams, failure, hints } = await tryStreams(config, context);
    if (failure !== undefined) return { status: 'FAILED', message: failure };
    for (const text of warningsOf(streams)) log.warn(text);
    for (const hint of hints) log.warn(hint);
    return { status: 'SUCCEEDED' };
  } catch (error) {
    if (error instanceof ConfigError) return { status: 'FAILED', message: error.message };
    throw error;
  }
}

/** One reason, and the streams that it keeps from being read. */
interface Refused {
  readonly refusal: Refusal;
  readonly names: readonly string[];
  /** Whether it is the config, whatever the credentials may read. */
  readonly isOfConfig: boolean;
}

/**
 * One for each reason for which the credentials cannot read some streams, such as a missing scope, and one for all that
 * could not be tried for the same reason, such as a quota that was spent on the way: that says nothing of the credentials.
 */
function warningsOf(streams: readonly CheckedStream[]): string[] {
  const refusals = new Map<string, Refused>();
  for (const { stream, refusal } of streams) {
    if (refusal === undefined) continue;
    const reason = refusal.scope ?? refusal.error.message;
    const { names } = refusals.get(reason) ?? { names: [] };
    const isOfConfig = stream.configFault !== undefined;
    refusals.set(reason, { refusal, names: [...names, stream.name], isOfConfig });
  }
  return [...refusals.values()].map(({ refusal: { error, scope }, names, isOfConfig }) => {
    const list = names.join(', ');
    if (isOfConfig) return error.message;
    if (!(error instanceof ConfigError)) return `Not checked, for the same reason: ${list}. ${error.message}`;
    const missing = scope === undefined ? '' : ` Missing scope: ${scope}.`;
    const of = names.length === 1 ? `stream ${list}` : `streams ${list}`;
    return `The credentials cannot read the ${of}; a sync will fail there.${missing} ${error.message}`;
  });
}
