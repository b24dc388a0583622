import { existsSync } from 'node:fs';
import { readEnvironment, setVariables, type ConfigSource } from '../config/source.ts';
import type { PeopleContext } from '../commands/command-context.ts';
import type { Command, CommandLine, CommonOptions } from './command-line.ts';

/** The options of a verb that needs a config. */
export interface ConfigOptions extends CommonOptions {
  readonly config?: string;
}

/** What `init` writes if nothing else is asked for. */
export const DEFAULT_FILE = 'config.json';

/** Adds the option that names the config, the same for every verb. */
export function withConfig(command: Command): Command {
  return command.option(
    '--config <file>',
    'the config, a JSON file; - reads it from stdin (without this option: the variables GONG_ACCESS_KEY, GONG_ACCESS_KEY_SECRET, GONG_API_BASE_URL and GONG_START_DATE, or else a config.json here)',
  );
}

/** Returns where the config comes from. Where there is none at all, the command line is a wrong one. */
export function configSourceOf({ config: path }: ConfigOptions, line: CommandLine): ConfigSource {
  if (path !== undefined) return path === '-' ? { kind: 'stdin' } : { kind: 'file', path };
  const environment = readEnvironment(line.process.environment);
  if (environment !== undefined) return environment;
  if (existsSync(DEFAULT_FILE)) return { kind: 'file', path: DEFAULT_FILE };
  return line.refuse(
    `there is no config. Name its file with --config <file>, or set GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET in the environment. source-gong init writes a ${DEFAULT_FILE}, which is taken from the folder that the command runs in.`,
  );
}

/** Runs a verb for people with the config that the command line names. `run` returns the exit code. */
export async function runWithConfig(
  options: ConfigOptions,
  line: CommandLine,
  run: (config: ConfigSource, context: PeopleContext) => Promise<number>,
): Promise<void> {
  await line.runForPeople(options, async (context) => {
    const config = configSourceOf(options, line);
    warnOfVariables(config, line, context);
    return await run(config, context);
  });
}

/** A config is taken whole from one place, which people do not always expect. */
function warnOfVariables({ kind }: ConfigSource, line: CommandLine, { log }: PeopleContext): void {
  const names = kind === 'given' ? [] : setVariables(line.process.environment);
  if (names.length === 0) return;
  const place = kind === 'stdin' ? 'stdin' : 'the file';
  log.warn(
    `Set in the environment, but without effect: ${names.join(', ')}. The whole config comes from ${place}.`,
  );
}
