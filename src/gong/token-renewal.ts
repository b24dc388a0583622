import { untilAborted } from '../base/abort.ts';
import { ConfigError } from '../base/errors.ts';
import { MINUTE, type Instant } from '../base/instant.ts';
import { GrantRefused } from './token-failure.ts';
import { sitOutTroubles, type TokenRetryOptions } from './token-retries.ts';
import { TokensUnavailable } from './token-trouble.ts';
import type { IssuedTokens, Tokens, TokenStore } from './tokens.ts';

export interface RenewalOptions extends TokenRetryOptions {
  readonly store: TokenStore;
  /**
   * Asks Gong once for the next tokens. `isLost` says that an earlier request with this one left, and its response did not
   * arrive. Rejects with TokensUnavailable where another request may do better.
   */
  readonly request: (refreshToken: string, isLost: boolean, signal: AbortSignal) => Promise<IssuedTokens>;
}

export interface RenewedTokens {
  readonly tokens: Tokens;
  /** When they are to be renewed in their turn. */
  readonly dueAt: Instant;
  /** Whether Gong has issued them just now; otherwise another process has left them. */
  readonly areNew: boolean;
}

/** Gets the next tokens, once: from another process that has renewed them, or else from Gong, and then keeps them. */
export interface TokenRenewal {
  /** Sits out troubles, and other processes that are at it. */
  renew(given: Tokens, signal: AbortSignal): Promise<RenewedTokens>;
  /** Asks once and waits for nobody. Returns undefined where another process is at it. */
  tryOnce(given: Tokens, signal: AbortSignal): Promise<RenewedTokens | undefined>;
}

/** An access token is renewed so long before its end, or after nine tenths of its life where that comes later. */
const EARLY_MS = 5 * MINUTE;
const EARLY_SHARE = 0.1;

/** Without its lifetime a token that is about to end cannot be told from one that never lives longer. */
export function dueTimeOf({ expiresAt = Infinity }: Tokens): Instant {
  return expiresAt - EARLY_MS;
}

export function createTokenRenewal({ store, request, ...retries }: RenewalOptions): TokenRenewal {
  /** The refresh token that was given for tokens that did not arrive. */
  let lost: string | undefined;
  /** What the attempt that waited for nobody came to, where Gong named a time for the next one. */
  let heldBack: { readonly error: TokensUnavailable; readonly untilMs: number } | undefined;

  const ask = async (refreshToken: string, signal: AbortSignal): Promise<IssuedTokens> => {
    const { error, untilMs = 0 } = heldBack ?? {};
    heldBack = undefined;
    const retryAfterMs = untilMs - performance.now();
    if (error !== undefined && retryAfterMs > 0) {
      const { isRateLimit, mayBeIssued } = error;
      throw new TokensUnavailable({ error, isRateLimit, mayBeIssued, retryAfterMs });
    }
    try {
      return await request(refreshToken, lost === refreshToken, signal);
    } catch (failure) {
      if (failure instanceof TokensUnavailable && failure.mayBeIssued) lost = refreshToken;
      throw failure;
    }
  };

  /** With the lock. */
  const next = async (given: Tokens, signal: AbortSignal): Promise<RenewedTokens> => {
    await untilAborted(store.prepare(), signal);
    const kept = await store.read(given);
    if (isGood(kept)) return taken(kept);
    const tokens = kept ?? given;
    signal.throwIfAborted();
    const startedAt = Date.now();
    let issued: IssuedTokens;
    try {
      issued = await ask(tokens.refreshToken, signal);
    } catch (error) {
      const left = error instanceof GrantRefused ? await store.awaitNext(tokens) : undefined;
      if (!isGood(left)) throw error;
      return taken(left);
    }
    const { isForeign, ...renewed } = {
      ...issued,
      baseUrl: issued.baseUrl ?? tokens.baseUrl ?? given.baseUrl,
    };
    await store.save(renewed, tokens.refreshToken);
    if (isForeign) throw foreignAddress();
    const earlyMs = Math.min(EARLY_MS, (renewed.expiresAt - startedAt) * EARLY_SHARE);
    return { tokens: renewed, dueAt: renewed.expiresAt - earlyMs, areNew: true };
  };

  return {
    // The lock is let go between two attempts: another process looks what is kept before it asks, as this one does again.
    renew: (given, signal) =>
      sitOutTroubles(
        async () => {
          await using _lock = await store.lock(signal);
          return await next(given, signal);
        },
        retries,
        signal,
      ),
    async tryOnce(given, signal) {
      await using lock = await store.tryLock();
      if (lock === undefined) return undefined;
      try {
        return await next(given, signal);
      } catch (error) {
        const { retryAfterMs } = error instanceof TokensUnavailable ? error : {};
        if (error instanceof TokensUnavailable && retryAfterMs !== undefined)
          heldBack = { error, untilMs: performance.now() + retryAfterMs };
        throw error;
      }
    },
  };
}

/** Looks for tokens that another process has left, and asks nobody for any. */
export async function takeKeptTokens(
  tokens: Tokens,
  store: TokenStore,
  signal: AbortSignal,
): Promise<RenewedTokens | undefined> {
  await using _lock = await store.lock(signal);
  const kept = await store.read(tokens);
  return isGood(kept) ? taken(kept) : undefined;
}

function isGood(tokens: Tokens | undefined): tokens is Tokens {
  return tokens?.accessToken !== undefined && Date.now() < dueTimeOf(tokens);
}

function taken(tokens: Tokens): RenewedTokens {
  return { tokens, dueAt: dueTimeOf(tokens), areNew: false };
}

function foreignAddress(): ConfigError {
  return new ConfigError(
    'Gong has named an address for the API of your company that does not belong to Gong: nothing was sent there. The new tokens are kept. Ask the support of Gong, and report it with this log.',
    { isGeneral: true },
  );
}
