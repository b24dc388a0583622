import type { OAuthCredentials } from '../config/credentials.ts';
import type { ConfigSource } from '../config/source.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { TokenStore } from '../gong/tokens.ts';
import type { Log } from '../protocol/log.ts';

/** A config that signs in with OAuth. */
export interface OAuthConfig {
  /** As it was given. */
  readonly file: JsonObject;
  readonly source: ConfigSource;
  readonly credentials: OAuthCredentials;
  /** The address in it. */
  readonly baseUrl: string;
}

/** Opens the place where the tokens of a config are kept. Throws a ConfigError where there is none. */
export type OpenTokenStore = (config: OAuthConfig, log: Log) => Promise<TokenStore>;
