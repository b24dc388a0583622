import { fileTokenStore } from '../../src/commands/file-token-store.ts';
import type { TokenStore } from '../../src/gong/tokens.ts';
import { createLog } from '../../src/protocol/log.ts';
import { createOutput } from '../../src/protocol/output.ts';

export const OWN = 'https://company-17.api.gong.io';
export const credentials = {
  auth_type: 'OAuth2.0',
  client_id: 'APP',
  client_secret: 'app-secret',
  refresh_token: 'refresh-token-0',
  access_token: 'access-token-0',
  api_base_url_for_customer: OWN,
};
export const config = { api_base_url: 'https://api.gong.io', credentials };
export const given = { refreshToken: 'refresh-token-0', baseUrl: OWN };

/** The store of such a file. */
export function openStoreOf(path: string): TokenStore {
  const output = createOutput(
    () => Promise.resolve(),
    () => {},
  );
  return fileTokenStore(
    {
      file: config,
      source: { kind: 'file', path },
      credentials: {
        type: 'OAuth2.0',
        clientId: 'APP',
        clientSecret: 'app-secret',
        refreshToken: 'refresh-token-0',
        accessToken: 'access-token-0',
        expiresAt: undefined,
        baseUrl: OWN,
      },
      baseUrl: 'https://api.gong.io',
    },
    output,
    createLog(output, 'error'),
  );
}

/** As another run leaves it. */
export function withCredentials(changes: object): object {
  return { ...config, credentials: { ...credentials, refresh_token: 'refresh-token-9', ...changes } };
}
