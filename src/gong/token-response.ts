import { SystemError, type ConnectorError } from '../base/errors.ts';
import { readCustomerAddress } from '../base/customer-address.ts';
import { DAY, SECOND, type Instant } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { parseJson } from './json.ts';
import { parseRetryAfter } from './retry-after.ts';
import {
  lostTokens,
  refusedTokens,
  TOKEN_ENDPOINT,
  unavailableTokens,
  type TokenAttempt,
} from './token-failure.ts';
import type { TokenTrouble } from './token-trouble.ts';
import { AUTHENTICATE_AGAIN, type IssuedTokens } from './tokens.ts';
import type { HttpResponse } from './transport.ts';

/** What a request for tokens came to. */
export type TokenOutcome =
  | { readonly kind: 'issued'; readonly tokens: IssuedTokens }
  /** Gong will answer so every time. */
  | { readonly kind: 'refused'; readonly error: ConnectorError }
  | ({ readonly kind: 'retryable' } & TokenTrouble);

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

/** Of Gong's tokens, where a response does not say it. None is believed to live longer, which would be of no use. */
const USUAL_LIFETIME_MS = DAY;

export function readTokenResponse(response: HttpResponse, info: TokenRequestInfo): TokenOutcome {
  const { status } = response;
  const { isLost, refreshToken } = info;
  const body = parsed(response.body);
  const attempt = { isRenewal: refreshToken !== undefined, isLost };
  if (status === 200) return issued(body, info, attempt);
  if (status === 408 || status === 429 || status >= 500) {
    const mayBeIssued = status !== 429 && status !== 503;
    return {
      kind: 'retryable',
      isRateLimit: status === 429,
      retryAfterMs: parseRetryAfter(response.retryAfter, Date.now()),
      mayBeIssued,
      error: unavailableTokens(status, body, { ...attempt, isLost: isLost || mayBeIssued }),
    };
  }
  const isEmpty = response.body === '';
  return { kind: 'refused', error: refusedTokens({ status, body, isEmpty }, attempt) };
}

/** The response is lost, and with it what Gong may have issued. */
export function lostResponse(what: string, attempt: TokenAttempt, cause?: unknown): TokenOutcome {
  const error = lostTokens(what, attempt, cause);
  return { kind: 'retryable', isRateLimit: false, mayBeIssued: true, error };
}

function issued(
  body: JsonObject | undefined,
  { sentAt, refreshToken: last, isLocal }: TokenRequestInfo,
  attempt: TokenAttempt,
): TokenOutcome {
  if (body === undefined) return lostResponse('it was cut off, or no JSON', attempt);
  const accessToken = textAt(body, 'access_token');
  const refreshToken = textAt(body, 'refresh_token') ?? last;
  if (accessToken === undefined || refreshToken === undefined) {
    const remedy = attempt.isRenewal ? ` ${AUTHENTICATE_AGAIN}` : '';
    const message = `Gong's response to a request for tokens has no ${accessToken === undefined ? 'access' : 'refresh'} token. Please report it with this log.${remedy}`;
    const detail = `HTTP 200 from ${TOKEN_ENDPOINT}`;
    return { kind: 'refused', error: new SystemError(message, { detail, isGeneral: true }) };
  }
  const address = body['api_base_url_for_customer'] ?? '';
  const baseUrl = readCustomerAddress(address, isLocal);
  const isForeign = baseUrl === undefined && address !== '';
  const expiresAt = sentAt + lifetimeMsOf(body['expires_in']);
  return { kind: 'issued', tokens: { refreshToken, accessToken, expiresAt, baseUrl, isForeign } };
}

/** Whatever stands there: the tokens are issued, and what was given for them is used up. */
function lifetimeMsOf(value: unknown): number {
  const seconds = typeof value === 'number' || typeof value === 'string' ? Number(value) : 0;
  return seconds > 0 ? Math.min(seconds * SECOND, USUAL_LIFETIME_MS) : USUAL_LIFETIME_MS;
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
