import { setTimeout as sleep } from 'node:timers/promises';
import { TransientError } from '../errors.ts';
import type { Gate } from './gate.ts';
import type { JsonObject } from '../json-object.ts';
import { readAnswer, readFailure, type Asked, type Reading, type Trouble } from './reading.ts';
import { decide, type Patience } from './retry.ts';
import type { HttpRequest, Transport } from './transport.ts';

/** One request to Gong; each of them only reads. */
export interface GongRequest {
  readonly method: 'GET' | 'POST';
  readonly path: `/v2/${string}`;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Of the requests that wait at the gate the lowest rank goes first, and one without a rank before all. */
  readonly rank?: () => number;
}

/** Gong's API, with the rate limit kept and passing troubles sat out. */
export interface Gong {
  /** The address that is asked. */
  readonly baseUrl: string;
  /** What Gong answered in the end. Rejects with a ConnectorError when it is not to be had, or with the signal's reason. */
  ask(request: GongRequest, signal: AbortSignal): Promise<Exclude<Reading, Trouble>>;
}

export interface GongOptions {
  readonly baseUrl: string;
  /** The value of the `Authorization` header. */
  readonly authorization: string;
  readonly transport: Transport;
  readonly gate: Gate;
  readonly patience: Patience;
  /** Called when an attempt goes out; what it answers is called with the outcome. */
  readonly onAttempt: (endpoint: string) => (outcome: string) => void;
  /** Called before each further attempt with what happened. */
  readonly onRetry: (text: string) => void;
}

export function createGong({
  baseUrl,
  authorization,
  transport,
  gate,
  patience,
  onAttempt,
  onRetry,
}: GongOptions): Gong {
  const attemptOnce = async (
    http: HttpRequest,
    asked: Asked,
    signal: AbortSignal,
    rank: () => number,
  ): Promise<Reading> => {
    using passage = await gate.enter(signal, rank);
    const onOutcome = onAttempt(asked.endpoint);
    try {
      const answer = await transport.send(http, signal, passage.leave);
      onOutcome(`HTTP ${answer.status}`);
      return readAnswer(answer, asked, Date.now());
    } catch (error) {
      onOutcome('no answer');
      signal.throwIfAborted();
      return readFailure(error, asked);
    }
  };

  return {
    baseUrl,
    async ask(request, signal) {
      const asked = { endpoint: `${request.method} ${request.path}`, baseUrl };
      const http = toHttp(request, baseUrl, authorization);
      for (let attempt = 1; ; attempt += 1) {
        const reading = await attemptOnce(http, asked, signal, request.rank ?? unranked);
        if (reading.kind !== 'trouble') return reading;
        const verdict = decide(reading, attempt, patience, Math.random);
        if (verdict.action === 'too long') {
          const error = tooLong(reading, asked);
          gate.close(error);
          throw error;
        }
        if (verdict.action === 'give up') throw reading.error;
        onRetry(
          `${reading.error.detail ?? asked.endpoint}: attempt ${attempt + 1} in ${(verdict.wait / 1_000).toFixed(1)} s`,
        );
        if (verdict.everyone) gate.pauseUntil(Date.now() + verdict.wait, reading.isRateLimit);
        else await sleep(verdict.wait, undefined, { signal });
      }
    },
  };
}

function unranked(): number {
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

function tooLong({ isRateLimit, retryAfter, error }: Trouble, { endpoint }: Asked): TransientError {
  const minutes = Math.ceil((retryAfter ?? 0) / 60_000);
  const why = isRateLimit
    ? " That is probably the daily quota, which all of a company's integrations share."
    : '';
  return new TransientError(
    `Gong asked at ${endpoint} to wait ${minutes} minutes, longer than this run waits.${why} Try again later: a sync goes on from its saved state.`,
    { detail: error.detail, cause: error },
  );
}
