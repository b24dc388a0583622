import type { Concurrency } from './concurrency.ts';
import type { Emitter, GongEvents } from './events.ts';
import { readFailure } from './network-failure.ts';
import { readResponse, type Outcome, type RequestInfo } from './outcome.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

export interface AttemptOptions {
  readonly transport: Transport;
  readonly limiter: RateLimiter;
  readonly concurrency: Concurrency;
  readonly events: Emitter<GongEvents>;
}

/**
 * Sends a request once, when the limiter lets it, and reads what came of it. It is signed at that moment, for the wait may
 * have been long. `info` is looked at when it has ended.
 */
export type Attempt = (
  sign: () => Promise<HttpRequest>,
  info: () => RequestInfo,
  signal: AbortSignal,
  priority: () => number,
) => Promise<Outcome>;

export function createAttempt({ transport, limiter, concurrency, events }: AttemptOptions): Attempt {
  return async (sign, info, signal, priority) => {
    using permit = await limiter.enter(signal, priority);
    const http = await sign();
    signal.throwIfAborted();
    const { endpoint } = info();
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
      return read(response, info());
    } catch (error) {
      notifyEnd('no response');
      signal.throwIfAborted();
      return readFailure(error, info());
    }
  };
}

function read(response: HttpResponse, info: RequestInfo): Outcome {
  if (response.status === 200 && response.failure !== undefined) return readFailure(response.failure, info);
  // A time that the server names is meant by its own clock.
  const date = Date.parse(response.date ?? '');
  return readResponse(response, info, Number.isNaN(date) ? Date.now() : date);
}
