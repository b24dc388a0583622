import { setTimeout as sleep } from 'node:timers/promises';
import { TransientError } from '../errors.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { JsonObject } from '../json-object.ts';
import {
  readResponse,
  readFailure,
  type RequestInfo,
  type Outcome,
  type RetryableFailure,
} from './outcome.ts';
import { decide, type RetryLimits } from './retry.ts';
import type { HttpRequest, Transport } from './transport.ts';

/** One request to Gong; each of them only reads. */
export interface GongRequest {
  readonly method: 'GET' | 'POST';
  readonly path: `/v2/${string}`;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Of the requests that wait at the limiter the lowest priority goes first, and one without a priority before all. */
  readonly priority?: () => number;
}

/** Gong's API, with the rate limit kept and passing troubles sat out. */
export interface Gong {
  /** The address that is asked. */
  readonly baseUrl: string;
  /** What Gong answered in the end. Rejects with a ConnectorError when it is not to be had, or with the signal's reason. */
  request(request: GongRequest, signal: AbortSignal): Promise<Exclude<Outcome, RetryableFailure>>;
}

export interface GongOptions {
  readonly baseUrl: string;
  /** The value of the `Authorization` header. */
  readonly authorization: string;
  readonly transport: Transport;
  readonly limiter: RateLimiter;
  readonly limits: RetryLimits;
  /** Called when an attempt goes out; what it answers is called with the outcome. */
  readonly onAttempt: (endpoint: string) => (outcome: string) => void;
  /** Called before each further attempt with what happened. */
  readonly onRetry: (text: string) => void;
}

export function createGong({
  baseUrl,
  authorization,
  transport,
  limiter,
  limits,
  onAttempt,
  onRetry,
}: GongOptions): Gong {
  const attemptOnce = async (
    http: HttpRequest,
    info: RequestInfo,
    signal: AbortSignal,
    priority: () => number,
  ): Promise<Outcome> => {
    using permit = await limiter.enter(signal, priority);
    const onOutcome = onAttempt(info.endpoint);
    try {
      const answer = await transport.send(http, signal, permit.markSent);
      onOutcome(`HTTP ${answer.status}`);
      return readResponse(answer, info, Date.now());
    } catch (error) {
      onOutcome('no answer');
      signal.throwIfAborted();
      return readFailure(error, info);
    }
  };

  return {
    baseUrl,
    async request(request, signal) {
      const info = { endpoint: `${request.method} ${request.path}`, baseUrl };
      const http = toHttp(request, baseUrl, authorization);
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await attemptOnce(http, info, signal, request.priority ?? firstOfAll);
        if (outcome.kind !== 'retryable') return outcome;
        const verdict = decide(outcome, attempt, limits, Math.random);
        if (verdict.action === 'too long') {
          const error = tooLong(outcome, info);
          limiter.close(error);
          throw error;
        }
        if (verdict.action === 'fail') throw outcome.error;
        onRetry(
          `${outcome.error.detail ?? info.endpoint}: attempt ${attempt + 1} in ${(verdict.wait / 1_000).toFixed(1)} s`,
        );
        if (verdict.everyone) limiter.pauseUntil(Date.now() + verdict.wait, outcome.isRateLimit);
        else await sleep(verdict.wait, undefined, { signal });
      }
    },
  };
}

function firstOfAll(): number {
  return -Infinity;
}

function toHttp(
  { method, path, query, body }: GongRequest,
  baseUrl: string,
  authorization: string,
): HttpRequest {
  const url = new URL(baseUrl + path);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  const headers = { authorization, accept: 'application/json' };
  if (body === undefined) return { method, url, headers };
  return {
    method,
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function tooLong(
  { isRateLimit, retryAfter, error }: RetryableFailure,
  { endpoint }: RequestInfo,
): TransientError {
  const minutes = Math.ceil((retryAfter ?? 0) / 60_000);
  const why = isRateLimit
    ? " That is probably the daily quota, which all of a company's integrations share."
    : '';
  return new TransientError(
    `Gong asked at ${endpoint} to wait ${minutes} minutes, longer than this run waits.${why} Try again later: a sync goes on from its saved state.`,
    { detail: error.detail, cause: error },
  );
}
