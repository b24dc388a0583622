import { setTimeout as sleep } from 'node:timers/promises';
import { TransientError, type ConnectorError } from '../errors.ts';
import type { Concurrency } from './concurrency.ts';
import type { Emitter, GongEvents } from './events.ts';
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

/** Returns what is wrong with the body of a response, which another attempt may do better. */
export type Validate = (body: unknown) => ConnectorError | undefined;

/** Gong's API, with the rate limit kept and passing troubles sat out. */
export interface Gong {
  readonly baseUrl: string;
  readonly requestsPerSecond: number;
  /** Requests to have in flight for the rate to be used to the full, by the latency that is measured. */
  readonly concurrency: number;
  /** Requests that the day's budget still allows this process. */
  readonly requestsLeft: number;
  readonly events: Emitter<GongEvents>;
  /**
   * Returns what Gong answered in the end. Rejects with a ConnectorError when it is not to be had, or with the signal's
   * reason. A body in which `validate` finds a fault is a failed attempt.
   */
  request(
    request: GongRequest,
    signal: AbortSignal,
    validate?: Validate,
  ): Promise<Exclude<Outcome, RetryableFailure>>;
}

export interface GongOptions {
  readonly baseUrl: string;
  /** The value of the `Authorization` header. */
  readonly authorization: string;
  readonly requestsPerSecond: number;
  readonly transport: Transport;
  readonly limiter: RateLimiter;
  readonly concurrency: Concurrency;
  readonly limits: RetryLimits;
  readonly events: Emitter<GongEvents>;
}

export function createGong({
  baseUrl,
  authorization,
  requestsPerSecond,
  transport,
  limiter,
  concurrency,
  limits,
  events,
}: GongOptions): Gong {
  const attemptOnce = async (
    http: HttpRequest,
    info: RequestInfo,
    signal: AbortSignal,
    priority: () => number,
  ): Promise<Outcome> => {
    using permit = await limiter.enter(signal, priority);
    const { endpoint } = info;
    const startedMs = performance.now();
    const onEnd = concurrency.start();
    events.emit('request', { endpoint });
    const notifyEnd = (outcome: string): void => {
      onEnd();
      events.emit('response', { endpoint, outcome, durationMs: Math.round(performance.now() - startedMs) });
    };
    try {
      const response = await transport.send(http, signal, permit.markSent);
      notifyEnd(`HTTP ${response.status}`);
      return readResponse(response, info, Date.now());
    } catch (error) {
      notifyEnd('no response');
      signal.throwIfAborted();
      return readFailure(error, info);
    }
  };

  return {
    baseUrl,
    requestsPerSecond,
    events,
    get concurrency() {
      return concurrency.target;
    },
    get requestsLeft() {
      return limiter.requestsLeft;
    },
    async request(request, signal, validate = valid) {
      const info = { endpoint: `${request.method} ${request.path}`, baseUrl };
      const http = toHttp(request, baseUrl, authorization);
      for (let attempt = 1; ; attempt += 1) {
        const outcome = validated(
          await attemptOnce(http, info, signal, request.priority ?? firstOfAll),
          validate,
        );
        if (outcome.kind !== 'retryable') return outcome;
        const verdict = decide(outcome, attempt, limits, Math.random);
        if (verdict.action === 'too long') {
          const error = tooLong(outcome, info);
          limiter.close(error);
          throw error;
        }
        if (verdict.action === 'fail') throw outcome.error;
        const { waitMs, everyone } = verdict;
        const what = outcome.error.detail ?? info.endpoint;
        events.emit('retry', {
          text: `${what}: attempt ${attempt + 1} in ${(waitMs / 1_000).toFixed(1)} s`,
        });
        if (everyone) limiter.pause(waitMs, outcome.isRateLimit);
        else await sleep(waitMs, undefined, { signal });
      }
    },
  };
}

/** The same Gong, all of whose requests have this priority. */
export function withPriority(gong: Gong, priority: () => number): Gong {
  return {
    baseUrl: gong.baseUrl,
    requestsPerSecond: gong.requestsPerSecond,
    events: gong.events,
    get concurrency() {
      return gong.concurrency;
    },
    get requestsLeft() {
      return gong.requestsLeft;
    },
    request: (request, signal, validate) => gong.request({ ...request, priority }, signal, validate),
  };
}

function valid(): undefined {
  return undefined;
}

function validated(outcome: Outcome, validate: Validate): Outcome {
  const fault = outcome.kind === 'data' ? validate(outcome.body) : undefined;
  return fault === undefined ? outcome : { kind: 'retryable', isRateLimit: false, error: fault };
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
  { isRateLimit, retryAfterMs, error }: RetryableFailure,
  { endpoint }: RequestInfo,
): TransientError {
  const minutes = Math.ceil((retryAfterMs ?? 0) / 60_000);
  const why = isRateLimit
    ? " That is probably the daily quota, which all of a company's integrations share."
    : '';
  return new TransientError(
    `Gong asked at ${endpoint} to wait ${minutes} minutes, longer than this run waits.${why} Try again later: a sync goes on from its saved state.`,
    { detail: error.detail, cause: error },
  );
}
