import { withFullStartDate } from '../base/start-date.ts';
import { readConfig, type Config } from '../config/config.ts';
import type { ConfigSource } from '../config/source.ts';
import { readJsonFile, readJsonStream } from '../config/json-file.ts';
import { redactionOf } from '../protocol/redaction.ts';
import { secretsOf } from '../config/secrets.ts';
import type { CommandContext } from './command-context.ts';

/** Reads the config; from then on its secrets are masked. Throws a ConfigError that names every fault. */
export async function loadConfig(
  source: ConfigSource,
  { output, log, signal }: Pick<CommandContext, 'output' | 'log' | 'signal'>,
): Promise<Config> {
  const file = await readSource(source, signal);
  output.redactWith(redactionOf(secretsOf(file)));
  const { config, warnings } = readConfig(file, source.kind === 'given' ? source : undefined);
  for (const warning of warnings) log.warn(warning);
  return config;
}

async function readSource(source: ConfigSource, signal: AbortSignal): Promise<unknown> {
  if (source.kind === 'file') return await readJsonFile(source.path, 'config', signal);
  if (source.kind === 'given') return withFullStartDate(source.config);
  // Only here, since loading the module opens stdin.
  const { stdin } = await import('node:process');
  return await readJsonStream(stdin, 'config', signal);
}
