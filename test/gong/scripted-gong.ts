import type { Gong, GongRequest } from '../../src/gong/client.ts';
import { quiet } from './quiet-gong.ts';
import type { Outcome, RetryableFailure } from '../../src/gong/outcome.ts';

export type Answer = Exclude<Outcome, RetryableFailure>;

/**
 * A Gong that gives these answers one after the other, and keeps the requests. An answer that is found at fault
 * is followed by the next one, or rejects where it was the last.
 */
export function scriptedGong(...answers: readonly Answer[]): Gong & { readonly requests: GongRequest[] } {
  const requests: GongRequest[] = [];
  const rest = [...answers];
  return {
    ...quiet,
    requests,
    async request(request, signal, validate) {
      for (;;) {
        signal.throwIfAborted();
        requests.push(request);
        const next = rest.shift();
        if (next === undefined) throw new Error('requests once too often');
        const fault = next.kind === 'data' ? validate?.(next.body) : undefined;
        if (fault === undefined) return next;
        if (rest.length === 0) throw fault;
      }
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
