import { setTimeout as sleep } from 'node:timers/promises';
import { createAttempt, type AttemptOptions } from './attempt.ts';
import { formatInstant, SECOND } from '../base/instant.ts';
import { TransientError, type ConnectorError } from '../base/errors.ts';
import type { Access, Authorization } from './authorization.ts';
import { formatDuration } from '../base/duration.ts';
import type { Emitter, GongEvents } from './events.ts';
import type { JsonObject } from '../base/json-object.ts';
import { isEnvelope } from './envelope.ts';
import { retryable, type RequestInfo, type Outcome, type RetryableFailure } from './outcome.ts';
import { scopeIn } from './refusal.ts';
import { decide, type RetryLimits } from './retry.ts';
import type { HttpRequest } from './transport.ts';

/** One request to Gong; each of them only reads. */
export interface GongRequest {
  readonly method: 'GET' | 'POST';
  readonly path: `/v2/${string}`;
  /** A name with several values stands several times. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: JsonObject;
  /** Of the requests that wait at the limiter the lowest priority goes first, and one without a priority before all. */
  readonly priority?: () => number;
  /** Attempts, where the client's own number would be too many. */
  readonly attempts?: number;
  /** The same by the HTTP status of a failure: some may be about what is requested, others are about the whole of Gong. */
  readonly attemptsAt?: Readonly<Record<number, number>>;
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
  /** All that a day's budget allows. */
  readonly requestsPerDay: number;
  /** What to fail with where these are too few to go on. */
  budgetSpent(): TransientError;
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

export interface GongOptions extends AttemptOptions {
  readonly authorization: Authorization;
  readonly requestsPerSecond: number;
  readonly limits: RetryLimits;
}

export function createGong(options: GongOptions): Gong {
  const { authorization, requestsPerSecond, limiter, concurrency, events } = options;
  const attempt = createAttempt(options);
  let isProven = false;
  let closedBy: TransientError | undefined;
  return {
    get baseUrl() {
      return authorization.baseUrl;
    },
    requestsPerSecond,
    events,
    get concurrency() {
      return concurrency.target;
    },
    get requestsLeft() {
      return limiter.requestsLeft;
    },
    requestsPerDay: limiter.requestsPerDay,
    budgetSpent: () => limiter.budgetSpent(),
    async request(request, signal, validate = valid) {
      let access: Access | undefined;
      const sign = async (): Promise<HttpRequest> => {
        access = await authorization.access(signal);
        return toHttp(request, access);
      };
      let isRenewed = false;
      const endpoint = `${request.method} ${request.path}`;
      const failures = { rateLimited: 0, others: 0 };
      for (;;) {
        const info = (): RequestInfo => ({
          endpoint,
          baseUrl: authorization.baseUrl,
          isProven,
          signedWith: authorization.signedWith,
        });
        const attempted = await attempt(sign, info, signal, request.priority ?? firstOfAll);
        const outcome = validated(attempted, validate, isProven);
        if (access !== undefined && isAccepted(outcome)) authorization.accepted(access);
        const refused: Access | undefined = isUnauthorized(outcome) ? access : undefined;
        isRenewed = refused !== undefined && (await authorization.refresh(refused, isRenewed, signal));
        if (isRenewed) continue;
        if (outcome.kind !== 'retryable') {
          isProven ||= outcome.kind !== 'rejected';
          return outcome;
        }
        failures[outcome.isRateLimit ? 'rateLimited' : 'others'] += 1;
        const count = outcome.isRateLimit ? failures.rateLimited : failures.others;
        const verdict = decide(outcome, count, limitsOf(request, outcome, options.limits), Math.random);
        if (verdict.action === 'too long') {
          // Several requests may be told so at once: one reason for all of them.
          closedBy ??= tooLong(outcome, endpoint);
          limiter.close(closedBy);
          throw closedBy;
        }
        if (verdict.action === 'fail') throw outcome.error;
        const { waitMs, pauseMs } = verdict;
        events.emit('retry', {
          endpoint,
          until: Date.now() + waitMs,
          waitMs,
          isRateLimit: outcome.isRateLimit,
          isPause: pauseMs > 0,
          text: `${outcome.error.detail ?? endpoint}: attempt ${failures.rateLimited + failures.others + 1} in ${(waitMs / SECOND).toFixed(1)} s`,
        });
        limiter.pause(pauseMs, outcome.isRateLimit);
        // A pause is waited for at the limiter, where it can still become longer.
        if (waitMs > pauseMs) await sleepOrAbort(waitMs, AbortSignal.any([signal, limiter.ended]));
      }
    },
  };
}

/** The same Gong, all of whose requests have this priority. */
export function withPriority(gong: Gong, priority: () => number): Gong {
  return {
    get baseUrl() {
      return gong.baseUrl;
    },
    requestsPerSecond: gong.requestsPerSecond,
    events: gong.events,
    get concurrency() {
      return gong.concurrency;
    },
    get requestsLeft() {
      return gong.requestsLeft;
    },
    requestsPerDay: gong.requestsPerDay,
    budgetSpent: () => gong.budgetSpent(),
    request: (request, signal, validate) => gong.request({ ...request, priority }, signal, validate),
  };
}

/** Rejects with the signal's reason where that comes first. */
async function sleepOrAbort(waitMs: number, signal: AbortSignal): Promise<void> {
  await sleep(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
}

function isAccepted({ kind }: Outcome): boolean {
  return kind === 'data' || kind === 'empty';
}

/** Whether another token may be taken where this one was not. A scope that is missing stays so. */
function isUnauthorized(outcome: Outcome): boolean {
  return outcome.kind === 'rejected' && outcome.status === 401 && scopeIn(outcome.text) === undefined;
}

function valid(): undefined {
  return undefined;
}

/** A body that is not what was requested is a failed attempt; one that is not even Gong's is so every time. */
function validated(outcome: Outcome, validate: Validate, isProven: boolean): Outcome {
  if (outcome.kind !== 'data') return outcome;
  const error = validate(outcome.body);
  if (error === undefined) return outcome;
  return isProven || isEnvelope(outcome.body)
    ? retryable(error)
    : { kind: 'rejected', status: 200, text: '', error };
}

function limitsOf(
  { attempts, attemptsAt }: GongRequest,
  { error: { status = 0 } }: RetryableFailure,
  limits: RetryLimits,
): RetryLimits {
  return { ...limits, attempts: attemptsAt?.[status] ?? attempts ?? limits.attempts };
}

function firstOfAll(): number {
  return -Infinity;
}

function toHttp({ method, path, query, body }: GongRequest, access: Access): HttpRequest {
  const url = new URL(access.baseUrl + path);
  for (const [name, values] of Object.entries(query ?? {}))
    for (const value of [values].flat()) url.searchParams.append(name, value);
  const headers = { ...access.headers, accept: 'application/json' };
  if (body === undefined) return { method, url, headers };
  return {
    method,
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function tooLong(
  { isRateLimit, retryAfterMs = 0, error }: RetryableFailure,
  endpoint: string,
): TransientError {
  const until = formatInstant(Date.now() + retryAfterMs);
  const why = isRateLimit
    ? " That is probably the daily quota, which all of a company's integrations share."
    : '';
  return new TransientError(
    `Gong asked at ${endpoint} to wait ${formatDuration(retryAfterMs)}, until ${until}, longer than this run waits.${why} Try again after that: a sync goes on from its saved state.`,
    { detail: error.detail, status: error.status, cause: error, isGeneral: true },
  );
}
