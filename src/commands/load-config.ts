import { withFullStartDate } from '../base/start-date.ts';
import { readConfig, type Config } from '../config/config.ts';
import type { ConfigSource } from '../config/source.ts';
import { readJsonFile, readJsonStream } from '../config/json-file.ts';
import { secretsOf } from '../config/secrets.ts';
import { isJsonObject } from '../base/json-object.ts';
import type { TokenStore } from '../gong/tokens.ts';
import type { CommandContext } from './command-context.ts';

/** A config, and where its tokens are kept if it has such. */
export interface LoadedConfig extends Config {
  readonly tokenStore?: TokenStore | undefined;
}

/** Reads the config; from then on its secrets are masked. Throws a ConfigError that names every fault. */
export async function loadConfig(
  source: ConfigSource,
  {
    output,
    log,
    signal,
    openTokenStore,
  }: Pick<CommandContext, 'output' | 'log' | 'signal' | 'openTokenStore'>,
): Promise<LoadedConfig> {
  const file = await readSource(source, signal);
  output.addSecrets(secretsOf(file));
  const { config, warnings } = readConfig(file, source.kind === 'given' ? source : undefined);
  for (const warning of warnings) log.warn(warning);
  const { credentials, baseUrl } = config;
  if (credentials.type === 'APIKey' || !isJsonObject(file)) return config;
  return { ...config, tokenStore: await openTokenStore({ file, source, credentials, baseUrl }, log) };
}

async function readSource(source: ConfigSource, signal: AbortSignal): Promise<unknown> {
  if (source.kind === 'file') return await readJsonFile(source.path, 'config', signal);
  if (source.kind === 'given') return withFullStartDate(source.config);
  // Only here, since loading the module opens stdin.
  const { stdin } = await import('node:process');
  return await readJsonStream(stdin, 'config', signal);
}
