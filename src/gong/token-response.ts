import { ConfigError, SystemError, TransientError, type ConnectorError } from '../base/errors.ts';
import { readCustomerAddress } from '../base/customer-address.ts';
import { DAY, SECOND, type Instant } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { errorText } from './error-text.ts';
import { parseJson } from './json.ts';
import { PROXY_AUTHENTICATION_REQUIRED, proxyRefusalError } from './outcome.ts';
import { parseRetryAfter } from './retry-after.ts';
import { AUTHENTICATE_AGAIN, type IssuedTokens } from './tokens.ts';
import type { HttpResponse } from './transport.ts';

/** What a request for tokens came to. */
export type TokenOutcome =
  | { readonly kind: 'issued'; readonly tokens: IssuedTokens }
  /** Gong will answer so every time. */
  | { readonly kind: 'refused'; readonly error: ConnectorError }
  | {
      readonly kind: 'retryable';
      readonly isRateLimit: boolean;
      readonly retryAfterMs?: number | undefined;
      /** Whether Gong may have issued tokens that did not arrive: then the one that was given for them is used up. */
      readonly mayBeIssued: boolean;
      readonly error: ConnectorError;
    };

/** Gong does not take the refresh token, or the code, that was given. */
export class GrantRefused extends ConfigError {}

export interface TokenRequestInfo {
  /** By our own clock, when the request left. */
  readonly sentAt: Instant;
  /** Whether an earlier request with the same refresh token left, and its response did not arrive. */
  readonly isLost: boolean;
  /** The refresh token that stays good where no other comes. */
  readonly refreshToken: string | undefined;
  /** Whether Gong is played on this machine. */
  readonly isLocal: boolean;
}

export const TOKEN_ENDPOINT = 'POST /oauth2/generate-customer-token';

/** Of Gong's tokens, where a response does not say it. */
const USUAL_LIFETIME_MS = DAY;

export function readTokenResponse(response: HttpResponse, info: TokenRequestInfo): TokenOutcome {
  const { status } = response;
  const body = parsed(response.body);
  const said = saidBy(body);
  const detail = `HTTP ${status} from ${TOKEN_ENDPOINT}`;
  if (status === 200) return issued(body, info, detail);
  if (status === 408 || status === 429 || status >= 500) {
    const message = `Gong could not renew the tokens (HTTP ${status}) until we gave up.${said} Try again later: a sync goes on from its saved state.`;
    return {
      kind: 'retryable',
      isRateLimit: status === 429,
      retryAfterMs: parseRetryAfter(response.retryAfter, Date.now()),
      mayBeIssued: status !== 429 && status !== 503,
      error: new TransientError(message, { detail, isGeneral: true }),
    };
  }
  return { kind: 'refused', error: refusalOf(status, said, info, detail) };
}

/** The response is lost, and with it what Gong may have issued. */
export function lostResponse(detail: string, cause?: unknown): TokenOutcome {
  const message = `Gong's response to a request for new tokens did not arrive (${detail}). Try again later. The refresh token works once and may be used up by now; if the next run says so: ${AUTHENTICATE_AGAIN}`;
  const error = new TransientError(message, {
    detail: `${detail} at ${TOKEN_ENDPOINT}`,
    cause,
    isGeneral: true,
  });
  return { kind: 'retryable', isRateLimit: false, mayBeIssued: true, error };
}

function issued(
  body: JsonObject | undefined,
  { sentAt, refreshToken: last, isLocal }: TokenRequestInfo,
  detail: string,
): TokenOutcome {
  if (body === undefined) return lostResponse('it was cut off, or no JSON');
  const accessToken = textAt(body, 'access_token');
  const refreshToken = textAt(body, 'refresh_token') ?? last;
  if (accessToken === undefined || refreshToken === undefined) {
    const message = `Gong's response to a request for tokens has no ${accessToken === undefined ? 'access' : 'refresh'} token. Please report it with this log. ${AUTHENTICATE_AGAIN}`;
    return { kind: 'refused', error: new SystemError(message, { detail, isGeneral: true }) };
  }
  const seconds = Number(body['expires_in']);
  const lifetimeMs = seconds > 0 && Number.isFinite(seconds) ? seconds * SECOND : USUAL_LIFETIME_MS;
  const address = body['api_base_url_for_customer'];
  const baseUrl = readCustomerAddress(address, isLocal);
  const isForeign = baseUrl === undefined && address !== undefined && address !== null;
  const expiresAt = sentAt + lifetimeMs;
  return { kind: 'issued', tokens: { refreshToken, accessToken, expiresAt, baseUrl, isForeign } };
}

function refusalOf(
  status: number,
  said: string,
  { isLost, refreshToken }: TokenRequestInfo,
  detail: string,
): ConnectorError {
  // Without the status: it is not one of the request that the tokens were wanted for.
  const context = { detail, isGeneral: true };
  if (status === PROXY_AUTHENTICATION_REQUIRED) return proxyRefusalError(detail);
  if (status === 400 && refreshToken === undefined) {
    const message = `Gong did not accept the authorization code (HTTP 400).${said} It works once, and for ten minutes. Run source-gong login again.`;
    return new GrantRefused(message, context);
  }
  if (status === 400 && isLost) {
    const message = `New tokens were lost: Gong's response that held them did not arrive, and Gong takes the refresh token they were asked for with only once.${said} ${AUTHENTICATE_AGAIN}`;
    return new GrantRefused(message, context);
  }
  if (status === 400) {
    const message = `Gong did not accept the refresh token (HTTP 400).${said} Each one works once: it was used already, possibly by a run that was broken off or by another process, or it was revoked or is wrong. ${AUTHENTICATE_AGAIN}`;
    return new GrantRefused(message, context);
  }
  if (status === 401) {
    const message = `Gong did not accept the OAuth app that asked for new tokens (HTTP 401).${said} Check client_id and client_secret in the credentials. If they are right: ${AUTHENTICATE_AGAIN}`;
    return new ConfigError(message, context);
  }
  if (status === 403) {
    const message = `Gong refused to renew the tokens (HTTP 403).${said} Gong has two lists of trusted IP addresses: add the address of this machine to the one for refreshing tokens. The one for API access does not count here.`;
    return new ConfigError(message, context);
  }
  const message = `Gong did not accept a request to ${TOKEN_ENDPOINT} (HTTP ${status}).${said} Please report it with this log.`;
  return new SystemError(message, context);
}

/** In the words of OAuth, or in those of Gong's API. */
function saidBy(body: JsonObject | undefined): string {
  if (body === undefined) return '';
  const text =
    textAt(body, 'error_description') ?? (errorText(body['errors']) || (textAt(body, 'error') ?? ''));
  return text === '' ? '' : ` Gong says: "${text}".`;
}

function textAt(body: JsonObject, key: string): string | undefined {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
