import { withoutAddressHash } from './earlier-addresses.ts';
import { formatInstant, type Instant } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';

/** What Gong has issued in place of the tokens in a config. */
interface NewTokens {
  readonly refreshToken: string;
  readonly accessToken?: string | undefined;
  readonly expiresAt?: Instant | undefined;
  readonly baseUrl?: string | undefined;
}

/** The same config with other tokens. */
export function renewedConfig(config: JsonObject, tokens: NewTokens): JsonObject {
  const credentials = isJsonObject(config['credentials']) ? config['credentials'] : {};
  return { ...config, credentials: renewedCredentials(credentials, tokens) };
}

/** The same credentials with other tokens. What is not known of them is left out. */
export function renewedCredentials(
  credentials: JsonObject,
  { refreshToken, accessToken, expiresAt, baseUrl }: NewTokens,
): JsonObject {
  const {
    access_token: _access,
    token_expiry_date: _expiry,
    api_base_url_for_customer: _address,
    ...others
  } = withoutAddressHash(credentials);
  return {
    ...others,
    refresh_token: refreshToken,
    ...(accessToken === undefined ? {} : { access_token: accessToken }),
    ...(expiresAt === undefined ? {} : { token_expiry_date: formatInstant(expiresAt) }),
    ...(baseUrl === undefined ? {} : { api_base_url_for_customer: baseUrl }),
  };
}
