import { ConfigError, SystemError, TransientError, type ConnectorError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import { isJsonObject } from '../json-object.ts';
import { errorText } from './error-text.ts';
import { parseJson } from './json.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { HttpResponse } from './transport.ts';

/** What one attempt came to, by the rules of Gong's documentation. */
export type Outcome =
  | { readonly kind: 'data'; readonly body: unknown }
  /** Gong's way to say that nothing matches: a 404. */
  | { readonly kind: 'empty' }
  /** Gong will answer so every time. `text` is Gong's own. */
  | {
      readonly kind: 'rejected';
      readonly status: number;
      readonly text: string;
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

/** Whom was asked: `GET /v2/calls`, and the address in the config. */
export interface RequestInfo {
  readonly endpoint: string;
  readonly baseUrl: string;
}

/**
 * The texts of a 404 that means "no data" on an endpoint that lists. By the phrase, for a wrong path or host
 * answers 404 as well; Gong's help and its live answers word it in several ways.
 */
const EMPTY_RESULT =
  /^(?:no (?:answered |activity )?(?:calls?|transcripts?|scorecards?|users?|stats|logs?|folders?|records?|results?|data) (?:were )?found\b|(?:answered scorecards?|scorecards?|calls?|users?) (?:were |was )?not found\b)/i;

/** The form of a scope's name, e.g. `api:calls:read:basic`. */
const SCOPE = /api:[a-z-]+(?::[a-z-]+)+/;

export function readResponse(answer: HttpResponse, info: RequestInfo, now: Instant): Outcome {
  const { status } = answer;
  const body = parsed(answer.body);
  if (status === 200) {
    if (body !== undefined) return { kind: 'data', body };
    // Once it may be a proxy's maintenance page, so it is asked again.
    return answer.contentType.startsWith('text/html')
      ? retryable(notGong(status, info))
      : retryable(unreadable(info));
  }
  const envelope = isJsonObject(body) ? body : {};
  const text = errorText(envelope['errors']);
  if (status === 404 && EMPTY_RESULT.test(text)) return { kind: 'empty' };
  if (status < 400 || status === 404)
    return { kind: 'rejected', status, text, error: notGong(status, info, text) };
  const said = text === '' ? '' : ` Gong says: "${text}".`;
  const detail = `HTTP ${status} from ${info.endpoint}, requestId ${requestId(envelope)}`;
  if (status === 408 || status === 429 || status >= 500) {
    const message = `Gong could not answer ${info.endpoint} (HTTP ${status}) until we gave up.${said} Try again later: a sync goes on from its saved state.`;
    return {
      kind: 'retryable',
      isRateLimit: status === 429,
      retryAfterMs: parseRetryAfter(answer.retryAfter, now),
      error: new TransientError(message, { detail }),
    };
  }
  return { kind: 'rejected', status, text, error: refusal(status, text, said, info, detail) };
}

/** The network's own failures. */
export function readFailure(cause: unknown, { endpoint, baseUrl }: RequestInfo): Outcome {
  const code = codeOf(cause);
  const detail = `${code} at ${endpoint}`;
  if (/CERT|SSL|TLS|SIGN/.test(code)) {
    const message = `The certificate of ${baseUrl} is not trusted (${code}). Check api_base_url, or name your company's certificate authority in NODE_EXTRA_CA_CERTS.`;
    return { kind: 'rejected', status: 0, text: '', error: new ConfigError(message, { detail, cause }) };
  }
  const message = `${baseUrl} could not be reached (${code}). Check api_base_url, the network, and the proxy if HTTPS_PROXY names one; a sync goes on from its saved state.`;
  return retryable(new TransientError(message, { detail, cause }));
}

/** The scope that a refusal names, if it names one. */
export function scopeIn(text: string): string | undefined {
  return SCOPE.exec(text)?.[0];
}

function refusal(
  status: number,
  text: string,
  said: string,
  { endpoint }: RequestInfo,
  detail: string,
): ConnectorError {
  if (status !== 401 && status !== 403) {
    const message = `Gong did not accept a request to ${endpoint} (HTTP ${status}).${said} Please report it with this log.`;
    return new SystemError(message, { detail });
  }
  const scope = scopeIn(text);
  const message =
    scope === undefined
      ? `Gong refused ${endpoint} (HTTP ${status}).${said} Check that the access key and its secret are valid, and that the Gong user who created them may see this data.`
      : `Gong refused ${endpoint} (HTTP ${status}): the scope ${scope} is missing.${said} Add it to the credentials, or leave out the streams that need it.`;
  return new ConfigError(message, { detail });
}

function retryable(error: ConnectorError): RetryableFailure {
  return { kind: 'retryable', isRateLimit: false, error };
}

function notGong(status: number, { endpoint, baseUrl }: RequestInfo, text = ''): ConfigError {
  const said = text === '' ? '' : ` The answer says: "${text}".`;
  const page = status === 200 ? ' and a web page' : '';
  const message = `There is no Gong API at ${baseUrl}: ${endpoint} was answered with HTTP ${status}${page}.${said} Set api_base_url to the address that Gong shows on its API page.`;
  return new ConfigError(message, { detail: `HTTP ${status} from ${endpoint}` });
}

function unreadable({ endpoint }: RequestInfo): TransientError {
  const message = `Gong's answers to ${endpoint} were cut off or no JSON until we gave up. Try again later: a sync goes on from its saved state.`;
  return new TransientError(message, { detail: `unreadable answer from ${endpoint}` });
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

/** The most telling code of a chain of errors: undici wraps the socket's. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner = error instanceof AggregateError ? (error.errors as unknown[])[0] : error.cause;
  return inner === undefined ? error.name : codeOf(inner);
}
