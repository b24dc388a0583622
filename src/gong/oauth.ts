import { setTimeout as sleep } from 'node:timers/promises';
import { untilAborted } from '../base/abort.ts';
import { ConfigError } from '../base/errors.ts';
import { MINUTE, SECOND } from '../base/instant.ts';
import type { Access, Authorization } from './authorization.ts';
import { GrantRefused } from './token-response.ts';
import type { IssuedTokens, Tokens, TokenStore } from './tokens.ts';

export interface OAuthOptions {
  /** Where requests go until Gong has named the customer's own address. */
  readonly baseUrl: string;
  readonly tokens: Tokens;
  readonly store: TokenStore;
  /** Asks Gong for the next tokens. */
  readonly request: (refreshToken: string, signal: AbortSignal) => Promise<IssuedTokens>;
  /** Aborts when the process is to end. */
  readonly signal: AbortSignal;
}

/** An access token is renewed so long before its end, or after nine tenths of its life where that comes later. */
const EARLY_MS = 5 * MINUTE;
const EARLY_SHARE = 0.1;

/** So long the end of a process waits for tokens that are on their way. */
const CLOSE_MS = 6 * SECOND;

/**
 * Signs requests with an access token, and renews it before its end or when Gong refuses it. One renewal at a time, for which
 * all requests wait. A renewal that has failed has used up the refresh token, or would fail again: there is no second one.
 */
export function oauthAuthorization({
  baseUrl,
  tokens: given,
  store,
  request,
  signal,
}: OAuthOptions): Authorization {
  const closing = new AbortController();
  const ended = AbortSignal.any([signal, closing.signal]);
  let tokens = given;
  let access = accessOf(tokens, baseUrl);
  // Without its lifetime a token that is about to end cannot be told from one that never lives longer.
  let dueAt = (tokens.expiresAt ?? Infinity) - EARLY_MS;
  // A token is good at the customer's own address alone.
  let isDue = access === undefined || tokens.baseUrl === undefined;
  let renewal: Promise<void> | undefined;

  const adopt = (next: Tokens, nextDueAt: number): void => {
    tokens = { ...next, baseUrl: next.baseUrl ?? tokens.baseUrl };
    access = accessOf(tokens, baseUrl);
    dueAt = nextDueAt;
    isDue = access === undefined;
  };

  /** Returns whether another process has left tokens that have not ended. */
  const adoptKept = async (): Promise<boolean> => {
    const kept = await store.read();
    if (kept === undefined || kept.refreshToken === tokens.refreshToken) return false;
    adopt(kept, (kept.expiresAt ?? Infinity) - EARLY_MS);
    return access !== undefined && Date.now() < dueAt;
  };

  const renew = async (): Promise<void> => {
    await untilAborted(store.prepare(), ended);
    if (await adoptKept()) return;
    ended.throwIfAborted();
    const startedAt = Date.now();
    let issued: IssuedTokens;
    try {
      issued = await request(tokens.refreshToken, ended);
    } catch (error) {
      // Another process may have been faster by a moment.
      if (error instanceof GrantRefused && (await adoptKept())) return;
      throw error;
    }
    const { isForeign, ...next } = { ...issued, baseUrl: issued.baseUrl ?? tokens.baseUrl };
    await store.save(next);
    if (isForeign) throw foreignAddress();
    adopt(next, issued.expiresAt - Math.min(EARLY_MS, (issued.expiresAt - startedAt) * EARLY_SHARE));
  };

  /** What has failed stays. */
  const renewOnce = async (): Promise<void> => {
    await renew();
    renewal = undefined;
  };

  const renewed = async (caller: AbortSignal): Promise<void> => {
    if (renewal === undefined) {
      renewal = renewOnce();
      // Those who wait see the rejection; they may have gone.
      renewal.catch(() => {});
    }
    const current = renewal;
    await untilAborted(current, caller);
    caller.throwIfAborted();
    await current;
  };

  return {
    signedWith: 'access token',
    get baseUrl() {
      return tokens.baseUrl ?? baseUrl;
    },
    async access(caller) {
      if (renewal !== undefined || isDue || Date.now() >= dueAt) await renewed(caller);
      if (access === undefined) throw new Error('tokens without an access token');
      return access;
    },
    async refresh(refused, caller) {
      if (refused === access || renewal !== undefined) await renewed(caller);
      return true;
    },
    async close() {
      closing.abort(new Error('the client is closed'));
      const settled = renewal?.catch(() => {});
      if (settled !== undefined) await Promise.race([settled, sleep(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}

function foreignAddress(): ConfigError {
  return new ConfigError(
    'Gong has named an address for the API of your company that does not belong to Gong: nothing was sent there. The new tokens are kept. Ask the support of Gong, and report it with this log.',
    { isGeneral: true },
  );
}

function accessOf({ accessToken, baseUrl }: Tokens, configured: string): Access | undefined {
  if (accessToken === undefined) return undefined;
  return { baseUrl: baseUrl ?? configured, headers: { authorization: `Bearer ${accessToken}` } };
}
