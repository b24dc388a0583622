import { untilAborted } from '../base/abort.ts';
import { ConfigError } from '../base/errors.ts';
import { takenFrom, type RenewedTokens } from './kept-tokens.ts';
import { dueTimeFrom } from './token-life.ts';
import { GrantRefused } from './token-failure.ts';
import { sitOutTroubles, type TokenRetryOptions } from './token-retries.ts';
import { TokensUnavailable } from './token-trouble.ts';
import type { IssuedTokens, KeptTokens, Tokens, TokenStore } from './tokens.ts';

/** What tokens are got for. */
type SpentTokens = Pick<Tokens, 'refreshToken'> & Partial<Pick<KeptTokens, 'clientSecret'>>;

export interface RenewalOptions extends TokenRetryOptions {
  readonly store: TokenStore;
  /**
   * Asks Gong once for the next tokens, with the secret of the app where another one is kept than at the start. `isLost` says
   * that an earlier request with this refresh token left, and its response did not arrive. Rejects with TokensUnavailable
   * where another request may do better.
   */
  readonly request: (spent: SpentTokens, isLost: boolean, signal: AbortSignal) => Promise<IssuedTokens>;
}

/** Gets the next tokens, once: from another process that has renewed them, or else from Gong, and then keeps them. */
export interface TokenRenewal {
  /** Sits out troubles, and other processes that are at it. */
  renew(given: Tokens, signal: AbortSignal): Promise<RenewedTokens>;
  /** Asks once and waits for nobody. Returns undefined where another process is at it. */
  tryOnce(given: Tokens, signal: AbortSignal): Promise<RenewedTokens | undefined>;
}

export function createTokenRenewal({ store, request, ...retries }: RenewalOptions): TokenRenewal {
  /** The refresh token that was given for tokens that did not arrive. */
  let lost: string | undefined;
  /** What the attempt that waited for nobody came to, where Gong named a time for the next one. */
  let heldBack: { readonly error: TokensUnavailable; readonly untilMs: number } | undefined;

  const ask = async (spent: SpentTokens, signal: AbortSignal): Promise<IssuedTokens> => {
    const { refreshToken } = spent;
    const { error, untilMs = 0 } = heldBack ?? {};
    heldBack = undefined;
    const retryAfterMs = untilMs - performance.now();
    if (error !== undefined && retryAfterMs > 0) {
      const { isRateLimit, mayBeIssued } = error;
      throw new TokensUnavailable({ error, isRateLimit, mayBeIssued, retryAfterMs });
    }
    try {
      return await request(spent, lost === refreshToken, signal);
    } catch (failure) {
      if (failure instanceof TokensUnavailable && failure.mayBeIssued) lost = refreshToken;
      throw failure;
    }
  };

  /** With the lock. */
  const next = async (given: Tokens, signal: AbortSignal): Promise<RenewedTokens> => {
    await untilAborted(store.prepare(), signal);
    const kept = await store.read(given);
    const others = takenFrom(kept, given);
    if (others !== undefined) return others;
    const tokens = kept ?? given;
    signal.throwIfAborted();
    const startedAt = Date.now();
    let issued: IssuedTokens;
    try {
      issued = await ask(tokens, signal);
    } catch (error) {
      const left = error instanceof GrantRefused ? await store.awaitNext(tokens, signal) : undefined;
      const later = takenFrom(left, tokens);
      if (later === undefined) throw error;
      return later;
    }
    const { isForeign, ...renewed } = {
      ...issued,
      baseUrl: issued.baseUrl ?? tokens.baseUrl ?? given.baseUrl,
    };
    await store.save(renewed, tokens.refreshToken);
    if (isForeign) throw foreignAddress();
    return { tokens: renewed, dueAt: dueTimeFrom(startedAt, renewed), areNew: true };
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

function foreignAddress(): ConfigError {
  return new ConfigError(
    'Gong has named an address for the API of your company that does not belong to Gong: nothing was sent there. The new tokens are kept. Ask the support of Gong, and report it with this log.',
    { isGeneral: true },
  );
}
