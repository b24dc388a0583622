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
  return oauthAuthorization({
    baseUrl,
    tokens: credentials,
    store,
    request: ({ refreshToken, clientSecret = credentials.clientSecret }, isLost, ended) => {
      const app = { clientId: credentials.clientId, clientSecret };
      const grant = { grant_type: 'refresh_token', refresh_token: refreshToken } as const;
      return requestTokens(grant, isLost, { app, baseUrl, environment: env }, ended);
    },
    ...retries,
    signal,
  });
}
