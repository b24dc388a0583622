import type { ConfigSource } from '../config/source.ts';
import { describeCheck } from './check-report.ts';
import type { PeopleContext } from './command-context.ts';
import { warnOfFutureStart } from './future-start.ts';
import { loadConfig } from './load-config.ts';
import { tryStreams } from './try-streams.ts';

/** Prints, for people, what of Gong the config can read. Returns whether it can read anything. */
export async function showCheck(source: ConfigSource, context: PeopleContext): Promise<boolean> {
  const { now, log, output, print, terminal } = context;
  const config = await loadConfig(source, context);
  warnOfFutureStart(config, now, log);
  const checked = await tryStreams(config, context);
  const columns = terminal.isStdoutTerminal ? terminal.columns : Infinity;
  print(describeCheck(config.credentials, checked, { columns, redact: (text) => output.redact(text) }));
  return checked.failure === undefined;
}
