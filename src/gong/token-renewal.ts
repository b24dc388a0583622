import { untilAborted } from '../base/abort.ts';
import { ConfigError } from '../base/errors.ts';
import { MINUTE, type Instant } from '../base/instant.ts';
import { GrantRefused } from './token-failure.ts';
import type { IssuedTokens, Tokens, TokenStore } from './tokens.ts';

export interface RenewalOptions {
  readonly store: TokenStore;
  /** Asks Gong for the next tokens. */
  readonly request: (refreshToken: string, signal: AbortSignal) => Promise<IssuedTokens>;
}

export interface RenewedTokens {
  readonly tokens: Tokens;
  /** When they are to be renewed in their turn. */
  readonly dueAt: Instant;
  /** Whether Gong has issued them just now; otherwise another process has left them. */
  readonly areNew: boolean;
}

/** An access token is renewed so long before its end, or after nine tenths of its life where that comes later. */
const EARLY_MS = 5 * MINUTE;
const EARLY_SHARE = 0.1;

/** Without its lifetime a token that is about to end cannot be told from one that never lives longer. */
export function dueTimeOf({ expiresAt = Infinity }: Tokens): Instant {
  return expiresAt - EARLY_MS;
}

/** Gets the next tokens, once: from another process that has renewed them, or else from Gong, and then keeps them. */
export async function renewTokens(
  given: Tokens,
  { store, request }: RenewalOptions,
  signal: AbortSignal,
): Promise<RenewedTokens> {
  await using _lock = await store.lock(signal);
  await untilAborted(store.prepare(), signal);
  const kept = await store.read(given);
  if (isGood(kept)) return taken(kept);
  const tokens = kept ?? given;
  signal.throwIfAborted();
  const startedAt = Date.now();
  let issued: IssuedTokens;
  try {
    issued = await request(tokens.refreshToken, signal);
  } catch (error) {
    const next = error instanceof GrantRefused ? await store.awaitNext(tokens) : undefined;
    if (!isGood(next)) throw error;
    return taken(next);
  }
  const { isForeign, ...next } = { ...issued, baseUrl: issued.baseUrl ?? tokens.baseUrl ?? given.baseUrl };
  await store.save(next, tokens.refreshToken);
  if (isForeign) throw foreignAddress();
  const earlyMs = Math.min(EARLY_MS, (next.expiresAt - startedAt) * EARLY_SHARE);
  return { tokens: next, dueAt: next.expiresAt - earlyMs, areNew: true };
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
