import { env } from 'node:process';
import { keyAuthorization, type Authorization } from '../gong/authorization.ts';
import { oauthAuthorization } from '../gong/oauth.ts';
import { requestTokens } from '../gong/token-request.ts';
import type { TokenRetryOptions } from '../gong/token-retries.ts';
import type { LoadedConfig } from './load-config.ts';

/** What the credentials of a config sign requests with. */
export function authorizationOf(
  { credentials, baseUrl, tokenStore: store }: LoadedConfig,
  retries: TokenRetryOptions,
  signal: AbortSignal,
): Authorization {
  if (credentials.type === 'APIKey') {
    return keyAuthorization(baseUrl, credentials.accessKey, credentials.accessKeySecret);
  }
  if (store === undefined) throw new Error('OAuth without a place for its tokens');
  const options = { app: credentials, baseUrl, environment: env };
  return oauthAuthorization({
    baseUrl,
    tokens: credentials,
    store,
    request: (refreshToken, isLost, ended) =>
      requestTokens({ grant_type: 'refresh_token', refresh_token: refreshToken }, isLost, options, ended),
    ...retries,
    signal,
  });
}
