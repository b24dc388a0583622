import { ConfigError, SystemError, TransientError, type ConnectorError } from '../base/errors.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { errorText } from './error-text.ts';
import { PROXY_AUTHENTICATION_REQUIRED, proxyRefusalError } from './proxy-refusal.ts';
import { AUTHENTICATE_AGAIN } from './tokens.ts';

/** What went before a failure. */
export interface TokenAttempt {
  /** Whether tokens are renewed; otherwise a code is changed for the first ones, which only `login` does. */
  readonly isRenewal: boolean;
  /** Whether an earlier request with the same refresh token left, and its response did not arrive. */
  readonly isLost: boolean;
}

/** Gong does not take the refresh token, or the code, that was given. */
export class GrantRefused extends ConfigError {}

export const TOKEN_ENDPOINT = 'POST /oauth2/generate-customer-token';

/** Of OAuth, for an app that is not known or not allowed this. */
const ABOUT_APP: ReadonlySet<unknown> = new Set(['invalid_client', 'unauthorized_client']);

/** The status and the body of a response. The body is undefined where it is no JSON. */
interface Refused {
  readonly status: number;
  readonly body: JsonObject | undefined;
  /** Whether there was any. */
  readonly isEmpty: boolean;
}

/** Why Gong issues no tokens. */
export function refusedTokens({ status, body, isEmpty }: Refused, attempt: TokenAttempt): ConnectorError {
  const { isRenewal, isLost } = attempt;
  const said = saidBy(body);
  const detail = `HTTP ${status} from ${TOKEN_ENDPOINT}`;
  // Without the status: it is not one of the request that the tokens were wanted for.
  const context = { detail, isGeneral: true };
  if (status === PROXY_AUTHENTICATION_REQUIRED) return proxyRefusalError(detail);
  // Gong itself would say in JSON what is wrong.
  if (body === undefined && !isEmpty) {
    const message = `A request for tokens was answered with HTTP ${status}, and not by Gong. Look for a proxy or firewall that answers in its place, and let requests to ${TOKEN_ENDPOINT} through.${isRenewal ? ` ${spent(isLost)}` : ''}`;
    return new ConfigError(message, context);
  }
  if (status === 401 || (status === 400 && ABOUT_APP.has(body?.['error']))) {
    const remedy = isRenewal
      ? `Check client_id and client_secret in the credentials. If they are right: ${AUTHENTICATE_AGAIN}`
      : 'Check the client id and the client secret.';
    const message = `Gong did not accept the OAuth app that asked for tokens (HTTP ${status}).${said} ${remedy}`;
    return new ConfigError(message, context);
  }
  if (status === 400 && !isRenewal) {
    const message = `Gong did not accept the authorization code (HTTP 400).${said} It works once, and for ten minutes. Run the same command again.`;
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
  if (status === 403) {
    const message = `Gong refused to ${isRenewal ? 'renew the' : 'issue'} tokens (HTTP 403).${said} Gong has two lists of trusted IP addresses: add the address of this machine to the one for refreshing tokens. The one for API access does not count here.`;
    return new ConfigError(message, context);
  }
  const message = `Gong did not accept a request to ${TOKEN_ENDPOINT} (HTTP ${status}).${said} Please report it with this log.`;
  return new SystemError(message, context);
}

/** Gong is in trouble. `isLost` says as well whether this very request may have been carried out. */
export function unavailableTokens(
  status: number,
  body: JsonObject | undefined,
  { isRenewal, isLost }: TokenAttempt,
): TransientError {
  const remedy = isRenewal
    ? `a sync goes on from its saved state. ${spent(isLost)}`
    : 'the code may be used up.';
  return new TransientError(
    `Gong could not ${isRenewal ? 'renew the' : 'issue'} tokens (HTTP ${status}) until we gave up.${saidBy(body)} Try again later: ${remedy}`,
    { detail: `HTTP ${status} from ${TOKEN_ENDPOINT}`, isGeneral: true },
  );
}

/** The response is lost, and with it what Gong may have issued. */
export function lostTokens(what: string, { isRenewal }: TokenAttempt, cause?: unknown): TransientError {
  const remedy = isRenewal ? `Try again later. ${spent(true)}` : 'Run the same command again.';
  return new TransientError(
    `Gong's response to a request for new tokens did not arrive (${what}). ${remedy}`,
    { detail: `${what} at ${TOKEN_ENDPOINT}`, cause, isGeneral: true },
  );
}

/** The request did not leave. */
export function unreachedTokens(
  origin: string,
  code: string,
  { isRenewal, isLost }: TokenAttempt,
  cause: unknown,
): TransientError {
  const remedy = isRenewal ? ` A sync goes on from its saved state. ${spent(isLost)}` : '';
  return new TransientError(
    `${origin} could not be reached for new tokens (${code}). Check the network, and the proxy if HTTPS_PROXY names one.${remedy}`,
    { detail: `${code} at ${TOKEN_ENDPOINT}`, cause, isGeneral: true },
  );
}

/** What has become of a refresh token. */
function spent(isLost: boolean): string {
  return isLost
    ? `The refresh token works once and may be used up by now; if the next run says so: ${AUTHENTICATE_AGAIN}`
    : 'The refresh token is not used up.';
}

/** In the words of OAuth, or in those of Gong's API. */
function saidBy(body: JsonObject | undefined): string {
  if (!isJsonObject(body)) return '';
  const text =
    textAt(body, 'error_description') ?? (errorText(body['errors']) || (textAt(body, 'error') ?? ''));
  return text === '' ? '' : ` Gong says: "${text}".`;
}

function textAt(body: JsonObject, key: string): string | undefined {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
