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
}

/** Gong's API, with the rate limit kept and passing troubles sat out. */
export interface Gong {
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
  /** Called before each further attempt with what happened. */
  readonly onRetry: (text: string) => void;
}

export function createGong({
  baseUrl,
  authorization,
  transport,
  gate,
  patience,
  onRetry,
}: GongOptions): Gong {
  const attemptOnce = async (http: HttpRequest, asked: Asked, signal: AbortSignal): Promise<Reading> => {
    try {
      return readAnswer(await transport.send(http, signal), asked, Date.now());
    } catch (error) {
      signal.throwIfAborted();
      return readFailure(error, asked);
    }
  };

  return {
    async ask(request, signal) {
      const asked = { endpoint: `${request.method} ${request.path}`, baseUrl };
      const http = toHttp(request, baseUrl, authorization);
      for (let attempt = 1; ; attempt += 1) {
        await gate.enter(signal);
        const reading = await attemptOnce(http, asked, signal);
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
        if (verdict.everyone) gate.pauseUntil(Date.now() + verdict.wait);
        else await sleep(verdict.wait, undefined, { signal });
      }
    },
  };
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
    `Gong asked at ${endpoint} to wait ${minutes} minutes, longer than this run waits.${why} The next sync goes on from the saved state.`,
    { detail: error.detail, cause: error },
  );
}
