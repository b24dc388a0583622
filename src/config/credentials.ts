import { parseInstant, type Instant } from '../base/instant.ts';
import { isJsonObject } from '../base/json-object.ts';
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
  /** The customer's own address, where it is known. */
  readonly baseUrl: string | undefined;
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
    baseUrl: customerUrl,
  };
}

/** What Gong gives anew with each renewal. */
const RENEWED: ReadonlySet<string> = new Set([
  'access_token',
  'token_expiry_date',
  'api_base_url_for_customer',
]);

/**
 * A form sends nulls and empty texts for them, and some platforms the lifetime of a token in place of its end: what cannot
 * be used is left out, since it is not the user who writes it.
 */
export function withoutUnusable(credentials: unknown): unknown {
  if (!isJsonObject(credentials)) return credentials;
  return Object.fromEntries(
    Object.entries(credentials).filter(([key, value]) => {
      if (key === 'token_expiry_date') return parseInstant(value) !== undefined;
      return !(RENEWED.has(key) && (value === null || value === ''));
    }),
  );
}
