import { EventEmitter } from 'node:events';
import { keyAuthorization, type Authorization } from '../../src/gong/authorization.ts';
import { createGong, type Gong } from '../../src/gong/client.ts';
import { Concurrency } from '../../src/gong/concurrency.ts';
import type { GongEvents } from '../../src/gong/events.ts';
import { SYNC_RETRIES, type RetryLimits } from '../../src/gong/retry.ts';
import type { HttpRequest, HttpResponse } from '../../src/gong/transport.ts';
import { openRateLimiter } from './open-rate-limiter.ts';

/** A response, or the error with which the network fails. */
export type Step = Partial<HttpResponse> | Error;

/** A real client whose transport takes one of these steps at each attempt, and the last one for ever. */
export function clientOf(
  steps: readonly Step[],
  limits: RetryLimits = SYNC_RETRIES,
  authorization: Authorization = keyAuthorization('https://gong.test', 'key', 'secret'),
): { gong: Gong; requests: HttpRequest[]; events: EventEmitter<GongEvents> } {
  const requests: HttpRequest[] = [];
  const events = new EventEmitter<GongEvents>();
  const { limiter } = openRateLimiter({ events });
  const gong = createGong({
    authorization,
    requestsPerSecond: 3,
    limiter,
    concurrency: new Concurrency({ requestsPerSecond: 3, maxInFlight: 10 }),
    limits,
    events,
    transport: {
      async send(request, _signal, onSent) {
        onSent();
        const step = steps[Math.min(requests.length, steps.length - 1)] ?? {};
        requests.push(request);
        if (step instanceof Error) throw step;
        const head = { status: 200, contentType: 'application/json', retryAfter: undefined, date: undefined };
        return { ...head, body: '{}', ...step };
      },
      async close() {},
    },
  });
  return { gong, requests, events };
}

/** A page of GET /v2/calls with the status 200. */
export function calls(ids: readonly string[], records: object = {}): Step {
  return { body: JSON.stringify({ requestId: 'r', records, calls: ids.map((id) => ({ id })) }) };
}
