import { MINUTE, SECOND } from '../base/instant.ts';
import { isLoopback } from '../base/loopback.ts';
import { basicHeader } from './authorization.ts';
import { failureCodeOf, readFailure } from './network-failure.ts';
import { tokenAddress } from './oauth-addresses.ts';
import type { Environment } from './proxy.ts';
import { TOKEN_ENDPOINT, unreachedTokens, type TokenAttempt } from './token-failure.ts';
import { lostResponse, readTokenResponse, type TokenOutcome } from './token-response.ts';
import { TokensUnavailable } from './token-trouble.ts';
import type { IssuedTokens } from './tokens.ts';
import { createTransport, type HttpRequest, type Transport } from './transport.ts';

/** The app that the customer has allowed to read. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What tokens are asked for with. */
export type Grant =
  | { readonly grant_type: 'refresh_token'; readonly refresh_token: string }
  | {
      readonly grant_type: 'authorization_code';
      readonly code: string;
      readonly client_id: string;
      readonly redirect_uri: string;
    };

export interface TokenRequestOptions {
  readonly app: OAuthApp;
  /** The address in the config. */
  readonly baseUrl: string;
  readonly environment: Environment;
}

const BOUNDS = { idleTimeoutMs: MINUTE, responseTimeoutMs: MINUTE, maxBytes: 2 ** 20 };

/** A process that is told to end waits this long for tokens that are on their way. */
const GRACE_MS = 5 * SECOND;

/**
 * Asks for tokens once, past the rate limit of the API. What was given for them works once, so each request has a new
 * connection: one that was kept open may have gone, which shows only when it is used. `isLost` says that an earlier request
 * with the same grant left, and its response did not arrive. Rejects with TokensUnavailable where another request may do
 * better.
 */
export async function requestTokens(
  grant: Grant,
  isLost: boolean,
  options: TokenRequestOptions,
  signal: AbortSignal,
): Promise<IssuedTokens> {
  const outcome = await outcomeOf(grant, isLost, options, signal);
  if (outcome.kind === 'issued') return outcome.tokens;
  throw outcome.kind === 'refused' ? outcome.error : new TokensUnavailable(outcome);
}

async function outcomeOf(
  grant: Grant,
  isLost: boolean,
  { app, baseUrl, environment }: TokenRequestOptions,
  signal: AbortSignal,
): Promise<TokenOutcome> {
  const url = tokenAddress(baseUrl);
  // The arguments stand in the query: Gong does not look at them in the body.
  url.search = new URLSearchParams({ ...grant }).toString();
  const headers = {
    authorization: basicHeader(app.clientId, app.clientSecret),
    accept: 'application/json',
  };
  const transport = createTransport(url.origin, { environment, ...BOUNDS });
  try {
    const refreshToken = grant.grant_type === 'refresh_token' ? grant.refresh_token : undefined;
    const isLocal = isLoopback(new URL(baseUrl));
    const sentAt = Date.now();
    const attempt = { isRenewal: refreshToken !== undefined, isLost };
    const sent = await send({ method: 'POST', url, headers }, attempt, transport, signal);
    return 'kind' in sent ? sent : readTokenResponse(sent, { sentAt, isLost, refreshToken, isLocal });
  } finally {
    await transport.close();
  }
}

/** A request that has left uses up what it was given, so that its response is worth a wait even when the process ends. */
async function send(
  request: HttpRequest,
  attempt: TokenAttempt,
  transport: Transport,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<Transport['send']>> | TokenOutcome> {
  const stopping = new AbortController();
  let isSent = false;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (isSent) timer = setTimeout(() => stopping.abort(signal.reason), GRACE_MS);
    else stopping.abort(signal.reason);
  };
  signal.throwIfAborted();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const response = await transport.send(request, stopping.signal, () => {
      isSent = true;
    });
    return response.status === 200 && response.failure !== undefined
      ? lostResponse(failureCodeOf(response.failure), attempt, response.failure)
      : response;
  } catch (error) {
    if (stopping.signal.aborted) signal.throwIfAborted();
    return isSent
      ? lostResponse(failureCodeOf(error), attempt, error)
      : unreached(error, request.url, attempt);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** The request did not leave. */
function unreached(cause: unknown, { origin }: URL, attempt: TokenAttempt): TokenOutcome {
  const read = readFailure(cause, {
    endpoint: TOKEN_ENDPOINT,
    baseUrl: origin,
    isProven: true,
    signedWith: 'access token',
  });
  if (read.kind === 'rejected') return { kind: 'refused', error: read.error };
  const error = unreachedTokens(origin, failureCodeOf(cause), attempt, cause);
  return { kind: 'retryable', isRateLimit: false, mayBeIssued: false, error };
}
