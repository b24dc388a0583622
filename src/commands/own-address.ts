import { SYNC_RETRIES } from '../gong/retry.ts';
import { authorizationOf } from './authorization.ts';
import type { LoadedConfig } from './load-config.ts';

/**
 * A config that knows its company: an app can read several, which only the address that comes with tokens tells apart. Where
 * it is not known the tokens are renewed, which the first request would need in any case.
 */
export async function withOwnAddress(config: LoadedConfig, signal: AbortSignal): Promise<LoadedConfig> {
  const { credentials, tokenStore } = config;
  if (credentials.type === 'APIKey' || credentials.baseUrl !== undefined) return config;
  const authorization = authorizationOf(config, SYNC_RETRIES, signal);
  try {
    await authorization.access(signal);
  } finally {
    await authorization.close();
  }
  const tokens = await tokenStore?.read(credentials);
  return { ...config, credentials: { ...credentials, ...tokens } };
}
