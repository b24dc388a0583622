import { existsSync } from 'node:fs';
import { readEnvironment, type ConfigSource } from '../config/source.ts';
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
