import { EventEmitter } from 'node:events';
import type { GongEvents } from '../gong/events.ts';
import { SYNC_RETRIES } from '../gong/retry.ts';
import { authorizationOf } from './authorization.ts';
import { logClient } from './client-log.ts';
import type { CommandContext } from './command-context.ts';
import type { LoadedConfig } from './load-config.ts';

/**
 * A config that knows its company: an app can read several, which only the address that comes with tokens tells apart. Where
 * it is not known the tokens are renewed, which the first request would need in any case.
 */
export async function withOwnAddress(
  config: LoadedConfig,
  context: Pick<CommandContext, 'log' | 'signal' | 'longestQuietWaitMs'>,
): Promise<LoadedConfig> {
  const { credentials } = config;
  if (credentials.type === 'APIKey' || credentials.baseUrl !== undefined) return config;
  const { signal } = context;
  const events = new EventEmitter<GongEvents>();
  logClient(events, context);
  const authorization = authorizationOf(config, { limits: SYNC_RETRIES, events }, signal);
  try {
    await authorization.access(signal);
  } finally {
    await authorization.close();
  }
  return await withKeptTokens(config);
}

/** The same config with the tokens, and the address, that are kept by now. */
export async function withKeptTokens(config: LoadedConfig): Promise<LoadedConfig> {
  const { credentials, tokenStore } = config;
  if (credentials.type === 'APIKey') return config;
  const tokens = await tokenStore?.read(credentials);
  return { ...config, credentials: { ...credentials, ...tokens } };
}
