import type { Instant } from '../base/instant.ts';

/** What a customer's permission comes with. */
export interface Tokens {
  /** Works once: it is changed for the next one, and for an access token. */
  readonly refreshToken: string;
  readonly accessToken?: string | undefined;
  /** When the access token ends. */
  readonly expiresAt?: Instant | undefined;
  /** Where the customer's API is, without a slash at the end. */
  readonly baseUrl?: string | undefined;
}

/** Tokens as Gong has just issued them. */
export interface IssuedTokens extends Tokens {
  readonly accessToken: string;
  readonly expiresAt: Instant;
  /** Gong has named an address for the customer's API that is none of Gong's. */
  readonly isForeign: boolean;
}

/** Where tokens outlive the process. */
export interface TokenStore {
  /** Rejects where tokens could not be kept. To be called before new ones are asked for, since that uses up the last. */
  prepare(): Promise<void>;
  /** What another process may have put there; undefined where none could. */
  read(): Promise<Tokens | undefined>;
  /** Settles when they are kept for certain; before that they are used for nothing. */
  save(tokens: Tokens): Promise<void>;
}

/** What there is to do when no token works any more. */
export const AUTHENTICATE_AGAIN =
  'Authenticate again: with "Re-authenticate" at the source in Airbyte, with source-gong login in a shell.';
