import type { Gong, GongRequest } from '../../src/gong/client.ts';
import type { Outcome, RetryableFailure } from '../../src/gong/outcome.ts';

export type Answer = Exclude<Outcome, RetryableFailure>;

/** A Gong that gives these answers one after the other, and keeps what it was requests. */
export function scriptedGong(...answers: readonly Answer[]): Gong & { readonly requests: GongRequest[] } {
  const requests: GongRequest[] = [];
  const rest = [...answers];
  return {
    baseUrl: 'https://gong.test',
    requests,
    async request(request, signal) {
      signal.throwIfAborted();
      requests.push(request);
      const next = rest.shift();
      if (next === undefined) throw new Error('requests once too often');
      return next;
    },
  };
}

/** An answer with a list under `calls` and what the envelope says of it. */
export function page(items: readonly unknown[], records?: object): Answer {
  return {
    kind: 'data',
    body: { requestId: 'r', calls: items, ...(records === undefined ? {} : { records }) },
  };
}
