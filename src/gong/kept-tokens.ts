import { SECOND, type Instant } from '../base/instant.ts';
import { dueTimeFrom } from './token-life.ts';
import type { Tokens, TokenStore } from './tokens.ts';

export interface RenewedTokens {
  readonly tokens: Tokens;
  /** When they are to be renewed in their turn. */
  readonly dueAt: Instant;
  /** Whether Gong has issued them just now; otherwise another process has left them. */
  readonly areNew: boolean;
}

/** What another process has left is of use for so long at least. */
const LEAST_MS = 5 * SECOND;

/**
 * What another process has left in the place of these, where it is good. However short it lives: this one would only renew it
 * in its turn, and the others that after it.
 */
export function takenFrom(kept: Tokens | undefined, given: Tokens): RenewedTokens | undefined {
  if (kept === undefined) return undefined;
  const { refreshToken, accessToken, expiresAt = Infinity } = kept;
  const isOther = refreshToken !== given.refreshToken || accessToken !== given.accessToken;
  const isGood = accessToken !== undefined && Date.now() < expiresAt - LEAST_MS;
  if (!isOther || !isGood) return undefined;
  return { tokens: kept, dueAt: dueTimeFrom(Date.now(), kept), areNew: false };
}

/** Looks for the same, and asks nobody for any. */
export async function takeKeptTokens(
  given: Tokens,
  store: TokenStore,
  signal: AbortSignal,
): Promise<RenewedTokens | undefined> {
  await using _lock = await store.lock(signal);
  return takenFrom(await store.read(given), given);
}
