import { setTimeout as sleep } from 'node:timers/promises';
import { untilAborted } from '../base/abort.ts';
import { toConnectorError } from '../base/errors.ts';
import { formatInstant, SECOND } from '../base/instant.ts';
import type { Access, Authorization } from './authorization.ts';
import { tryEarly, type PutOff } from './early-renewal.ts';
import { takeKeptTokens, type RenewedTokens } from './kept-tokens.ts';
import { renewalEnded } from './token-closing.ts';
import { dueTimeOf } from './token-life.ts';
import { createTokenRenewal, type RenewalOptions } from './token-renewal.ts';
import type { Tokens } from './tokens.ts';

export interface OAuthOptions extends RenewalOptions {
  /** Where requests go until Gong has named the customer's own address. */
  readonly baseUrl: string;
  readonly tokens: Tokens;
  /** Aborts when the process is to end. */
  readonly signal: AbortSignal;
}

/** So long requests wait for a renewal that is early. */
const EARLY_WAIT_MS = 3 * SECOND;

/**
 * Signs requests with an access token, and renews it before its end or when Gong refuses it. One renewal at a time. Requests
 * wait for it where the token has ended or was refused. For one that is early they wait some seconds, and go on with the token:
 * it is used until its end where a passing trouble or another process stands in the way of the next one. Any other renewal that has failed has used up the refresh token, or would fail again: there
 * is no second one.
 */
export function oauthAuthorization({
  baseUrl,
  tokens: given,
  signal,
  ...options
}: OAuthOptions): Authorization {
  const { store, events } = options;
  const tokenRenewal = createTokenRenewal({
    ...options,
    // One that has left is waited for at the end of a run.
    request: (spent, isLost) => options.request(spent, isLost, signal),
  });
  const closing = new AbortController();
  const ended = AbortSignal.any([signal, closing.signal]);
  let tokens = given;
  let headers = headersOf(tokens);
  let dueAt = dueTimeOf(tokens);
  // A token is good at the customer's own address alone.
  let isDue = headers === undefined || tokens.baseUrl === undefined;
  let isRefused = false;
  let isNew = false;
  /** When the last request left that Gong has responded to with this token. */
  let provenAt = -Infinity;
  /** Whether a new token has changed nothing, or was good for nothing yet when it was refused: then a newer one is no better. */
  let isVain = false;
  let renewal: Promise<void> | undefined;
  let soon: Promise<void> = Promise.resolve();
  /** What a renewal has failed with, until a request has failed with it. */
  let unsaid: unknown;

  const isCurrent = (access: Access): boolean => access.headers === headers;
  const hasEnded = (): boolean => Date.now() >= (tokens.expiresAt ?? Infinity);

  const isUnproven = (): boolean => isNew && provenAt === -Infinity;
  const isStillGood = (): boolean => !isDue && !isRefused && !hasEnded();

  const adopt = (next: RenewedTokens): void => {
    tokens = { ...next.tokens, baseUrl: next.tokens.baseUrl ?? tokens.baseUrl };
    ({ dueAt, areNew: isNew } = next);
    headers = headersOf(tokens);
    isDue = headers === undefined;
    isRefused = false;
    provenAt = -Infinity;
  };

  const putOff = ({ waitMs, failure }: PutOff): void => {
    dueAt = Math.min(tokens.expiresAt ?? Infinity, Date.now() + waitMs);
    if (failure === undefined) return;
    const text = `The OAuth tokens could not be renewed ahead of time (${failure}). The run goes on with the access token that it has, and tries again at ${formatInstant(dueAt)}.`;
    events.emit('warning', { text });
  };

  const renew = async (): Promise<void> => {
    const early = isStillGood() ? await tryEarly(() => tokenRenewal.tryOnce(tokens, ended)) : undefined;
    if (early !== undefined && 'tokens' in early) adopt(early);
    // It may have ended, or have been refused, in the meantime.
    else if (early === undefined || !isStillGood()) adopt(await tokenRenewal.renew(tokens, ended));
    else putOff(early);
    // What has failed stays.
    renewal = undefined;
  };

  /** Begins a renewal where none is under way. */
  const begin = (): Promise<void> => {
    if (renewal === undefined) {
      renewal = renew();
      renewal.catch((error: unknown) => {
        // Those who wait see the rejection; there may be none.
        if (error !== signal.reason && error !== closing.signal.reason) unsaid = error;
      });
    }
    return renewal;
  };

  const say = (error: unknown): never => {
    unsaid = undefined;
    throw error;
  };

  const renewed = async (caller: AbortSignal): Promise<void> => {
    const current = begin();
    await untilAborted(current, caller).catch(say);
    caller.throwIfAborted();
    await current;
  };

  /** With a good token in hand nobody waits longer for an early renewal than this. */
  const renewedSoon = async (caller: AbortSignal): Promise<void> => {
    if (renewal === undefined)
      soon = Promise.race([begin(), sleep(EARLY_WAIT_MS, undefined, { ref: false })]);
    await untilAborted(soon, caller).catch(say);
    caller.throwIfAborted();
    // Where the token has ended in the meantime, or what went wrong is no passing trouble.
    if (!isStillGood()) await renewed(caller);
    else await soon;
  };

  /**
   * Whether a refusal is about what was requested, and not about the token: Gong has taken that for a later request, or has
   * just issued it. One that was taken only before may have ended, by whichever clock.
   */
  const isOfRequest = (refused: Access): boolean => {
    if (hasEnded()) return false;
    return provenAt > refused.grantedAt || (isNew && (isVain || isUnproven()));
  };

  /** Or another process has renewed the token, which may have been the end of this one. */
  const takeKept = async (refused: Access, caller: AbortSignal): Promise<boolean> => {
    const kept = isCurrent(refused) ? await takeKeptTokens(tokens, store, caller) : undefined;
    if (kept !== undefined && isCurrent(refused)) adopt(kept);
    return !isCurrent(refused);
  };

  return {
    signedWith: 'access token',
    get baseUrl() {
      return tokens.baseUrl ?? baseUrl;
    },
    async access(caller) {
      if (renewal !== undefined || isDue || Date.now() >= dueAt) {
        if (isStillGood()) await renewedSoon(caller);
        else await renewed(caller);
      }
      if (headers === undefined) throw new Error('tokens without an access token');
      return { baseUrl: tokens.baseUrl ?? baseUrl, headers, grantedAt: Date.now() };
    },
    accepted(access) {
      if (isCurrent(access)) provenAt = Math.max(provenAt, access.grantedAt);
    },
    async refresh(refused, isAgain, caller) {
      if (renewal !== undefined) {
        // Gong may have issued the next token by now, and ended this one.
        isRefused ||= isCurrent(refused) && !isAgain && !isOfRequest(refused);
        await renewed(caller);
        if (!isCurrent(refused)) return true;
      }
      if (isAgain || (isCurrent(refused) && isOfRequest(refused))) {
        if (await takeKept(refused, caller)) return true;
        isVain ||= !hasEnded() && (isAgain || isUnproven());
        return false;
      }
      isRefused ||= isCurrent(refused);
      if (isRefused || renewal !== undefined) await renewed(caller);
      return !isCurrent(refused);
    },
    async close() {
      closing.abort(new Error('the client is closed'));
      if (renewal !== undefined) await renewalEnded(renewal, events, signal);
      if (unsaid !== undefined) events.emit('warning', { text: toConnectorError(unsaid).message });
      unsaid = undefined;
    },
  };
}

function headersOf({ accessToken }: Tokens): Access['headers'] | undefined {
  return accessToken === undefined ? undefined : { authorization: `Bearer ${accessToken}` };
}
