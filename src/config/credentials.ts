import { parseInstant, type Instant } from '../base/instant.ts';
import { earlierAddresses, isAddressOfToken } from './earlier-addresses.ts';
import type { ConfigFile } from '../generated/config-file.ts';

export type Credentials = KeyCredentials | OAuthCredentials;

export interface KeyCredentials {
  readonly type: 'APIKey';
  readonly accessKey: string;
  readonly accessKeySecret: string;
}

export interface OAuthCredentials {
  readonly type: 'OAuth2.0';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly accessToken: string | undefined;
  readonly expiresAt: Instant | undefined;
  /** The customer's own address, where it is known. One that came with another refresh token is not. */
  readonly baseUrl: string | undefined;
  /** The ones that it had before. */
  readonly earlierBaseUrls?: readonly string[];
}

/** `customerUrl` is the address in the credentials, which has been found good. */
export function readCredentials(
  credentials: ConfigFile['credentials'],
  customerUrl: string | undefined,
): Credentials {
  if (credentials.auth_type === 'APIKey') {
    const { access_key: accessKey, access_key_secret: accessKeySecret } = credentials;
    return { type: 'APIKey', accessKey, accessKeySecret };
  }
  return {
    type: 'OAuth2.0',
    clientId: credentials.client_id,
    clientSecret: credentials.client_secret,
    refreshToken: credentials.refresh_token,
    accessToken: credentials.access_token,
    expiresAt: parseInstant(credentials.token_expiry_date),
    baseUrl: isAddressOfToken(credentials) === false ? undefined : customerUrl,
    earlierBaseUrls: earlierAddresses(credentials),
  };
}
