import { ConfigError, TransientError, type ConnectorError } from '../base/errors.ts';
import type { Instant } from '../base/instant.ts';
import { isJsonObject } from '../base/json-object.ts';
import type { SignedWith } from './authorization.ts';
import { errorText } from './error-text.ts';
import { isEmptyResult } from './empty-result.ts';
import { parseJson } from './json.ts';
import { PROXY_AUTHENTICATION_REQUIRED, proxyRefusal } from './proxy-refusal.ts';
import { refusal } from './refusal.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { HttpResponse } from './transport.ts';

/** What one attempt came to, by the rules of Gong's documentation. */
export type Outcome =
  | { readonly kind: 'data'; readonly body: unknown }
  /** Gong's way to say that nothing matches: a 404. */
  | { readonly kind: 'empty'; readonly body?: unknown }
  /** Gong will answer so every time. `text` is Gong's own. */
  | {
      readonly kind: 'rejected';
      readonly status: number;
      readonly text: string;
      /** Undefined where it was no JSON. */
      readonly body?: unknown;
      readonly error: ConnectorError;
    }
  | RetryableFailure;

/** Another attempt may do better. `error` is what to throw when no more are made, `retryAfterMs` what the server asks for. */
export interface RetryableFailure {
  readonly kind: 'retryable';
  readonly isRateLimit: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly error: ConnectorError;
}

/** What was requested, e.g. `GET /v2/calls`, and the address in the config. */
export interface RequestInfo {
  readonly endpoint: string;
  readonly baseUrl: string;
  /** Whether Gong has answered a request at this address: then whatever is not Gong's may pass. */
  readonly isProven: boolean;
  readonly signedWith: SignedWith;
}

/** About the request itself, so that another attempt would end the same. */
const WRONG_REQUEST: ReadonlySet<number> = new Set([400, 401, 403, 413, 414, 415, 422]);

const MISDIRECTED = 421;

/** Of a workspace that was asked for by its id. */
const NO_WORKSPACE = /\bworkspace (?:was )?not found\b/i;

/** `now` is by the clock of the server where that says what it is. */
export function readResponse(response: HttpResponse, info: RequestInfo, now: Instant): Outcome {
  const { status } = response;
  const { endpoint, isProven } = info;
  const body = parsed(response.body);
  if (status === 200) {
    if (body !== undefined) return { kind: 'data', body };
    // Once it may be a proxy's maintenance page, so it is asked again.
    return response.contentType.startsWith('text/html') && !isProven
      ? retryable(notGong(status, info))
      : retryable(unreadable(info));
  }
  const envelope = isJsonObject(body) ? body : {};
  const text = errorText(envelope['errors']);
  if (status === 404 && isEmptyResult(text)) return { kind: 'empty', body };
  const said = text === '' ? '' : ` Gong says: "${text}".`;
  const detail = `HTTP ${status} from ${endpoint}, requestId ${requestId(envelope)}`;
  if (status === 408 || status === 429 || status >= 500) {
    const message = `Gong could not answer ${endpoint} (HTTP ${status}) until we gave up.${said} Try again later: a sync goes on from its saved state.`;
    return {
      kind: 'retryable',
      isRateLimit: status === 429,
      retryAfterMs: parseRetryAfter(response.retryAfter, now),
      error: new TransientError(message, { detail, status }),
    };
  }
  if (status === PROXY_AUTHENTICATION_REQUIRED) return proxyRefusal(detail);
  // Gong itself would say in JSON what is wrong with a request.
  const isForeign = body === undefined && response.body !== '';
  if (isProven && text === '' && (isForeign || !WRONG_REQUEST.has(status)))
    return retryable(inBetween(status, info));
  const isNoGong = status < 400 || status === 404 || status === MISDIRECTED;
  const error =
    status === 404 && NO_WORKSPACE.test(text)
      ? noWorkspace(info, said)
      : isNoGong
        ? notGong(status, info, text)
        : refusal(status, text, said, info, detail);
  return { kind: 'rejected', status, text, body, error };
}

export function retryable(error: ConnectorError): RetryableFailure {
  return { kind: 'retryable', isRateLimit: false, error };
}

function noWorkspace({ endpoint }: RequestInfo, said: string): ConfigError {
  const message = `${endpoint} was asked for a workspace that Gong does not have.${said} Look at workspace_ids in the config: GET /v2/workspaces lists the ids.`;
  return new ConfigError(message, { detail: `HTTP 404 from ${endpoint}`, status: 404 });
}

function notGong(
  status: number,
  { endpoint, baseUrl, isProven, signedWith }: RequestInfo,
  text = '',
): ConfigError {
  const said = text === '' ? '' : ` The answer says: "${text}".`;
  const page = status === 200 ? ' and a web page' : '';
  const what = isProven ? `Gong does not know ${endpoint}` : `There is no Gong API at ${baseUrl}`;
  const remedy =
    signedWith === 'access key'
      ? 'Set api_base_url to the address that Gong shows on its API page.'
      : 'Gong has named that address with the tokens: look for a proxy or firewall that answers in its place. If Gong has another one for your company by now, take api_base_url_for_customer out of the credentials, and it comes with the next tokens.';
  const message = `${what}: ${endpoint} was answered with HTTP ${status}${page}.${said} ${remedy}`;
  return new ConfigError(message, {
    detail: `HTTP ${status} from ${endpoint}`,
    status,
    isGeneral: !isProven,
  });
}

/** Gong is there, so something between it and us has answered: a proxy, or a server that is being replaced. */
function inBetween(status: number, { endpoint }: RequestInfo): TransientError {
  const message = `${endpoint} was answered with HTTP ${status}, and not by Gong, until we gave up. Look for a proxy or firewall that answers in its place, and try again later: a sync goes on from its saved state.`;
  return new TransientError(message, { detail: `HTTP ${status} from ${endpoint}`, status });
}

function unreadable({ endpoint }: RequestInfo): TransientError {
  const message = `Gong's answers to ${endpoint} were cut off or no JSON until we gave up. Try again later: a sync goes on from its saved state.`;
  return new TransientError(message, {
    detail: `unreadable response from ${endpoint}`,
    status: 200,
  });
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function requestId(envelope: { readonly requestId?: unknown }): string {
  return typeof envelope.requestId === 'string' ? envelope.requestId : 'unknown';
}
