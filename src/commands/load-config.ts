import { readConfig, type Config } from '../config.ts';
import { readJsonFile } from '../json-file.ts';
import { redactionOf } from '../protocol/redaction.ts';
import { secretsOf } from '../secrets.ts';
import type { CommandContext } from './command-context.ts';

/** Reads the config file; from then on its secrets are masked. Throws a ConfigError that names every fault. */
export async function loadConfig(
  path: string,
  { output, log, signal }: Pick<CommandContext, 'output' | 'log' | 'signal'>,
): Promise<Config> {
  const file = await readJsonFile(path, 'config', signal);
  output.redactWith(redactionOf(secretsOf(file)));
  const { config, warnings } = readConfig(file);
  for (const warning of warnings) log.warn(warning);
  return config;
}
