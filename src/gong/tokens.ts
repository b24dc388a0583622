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

/** Tokens as they are kept, and what the app that they were issued for proves itself with. */
export interface KeptTokens extends Tokens {
  readonly clientSecret: string;
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
  /** Waits until no other process that shares them renews them, and keeps the others waiting until it is disposed of. */
  lock(signal: AbortSignal): Promise<AsyncDisposable>;
  /** The same without a wait: undefined where another process renews them. */
  tryLock(): Promise<AsyncDisposable | undefined>;
  /** Rejects where tokens could not be kept. To be called before new ones are asked for, since that uses up the last. */
  prepare(): Promise<void>;
  /**
   * What is there now: these, or what another process or a person has put there in their place. Undefined where only this
   * process changes it. Rejects where it belongs to something else by now.
   */
  read(current: Tokens): Promise<KeptTokens | undefined>;
  /** Waits for others after Gong has said that these are used up: a process that the lock does not reach may just be at it. */
  awaitNext(current: Tokens, signal: AbortSignal): Promise<Tokens | undefined>;
  /** Settles when they are kept for certain; before that they are used for nothing. `spent` is what they were got for. */
  save(tokens: Tokens, spent: string): Promise<void>;
}

/** What there is to do when no token works any more. */
export const AUTHENTICATE_AGAIN =
  'Authenticate again: with "Re-authenticate" at the source in Airbyte, with source-gong login in a shell.';
