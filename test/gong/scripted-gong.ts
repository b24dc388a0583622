import type { Gong, GongRequest } from '../../src/gong/client.ts';
import type { Reading, Trouble } from '../../src/gong/reading.ts';

export type Answer = Exclude<Reading, Trouble>;

/** A Gong that gives these answers one after the other, and keeps what it was asked. */
export function scriptedGong(...answers: readonly Answer[]): Gong & { readonly asked: GongRequest[] } {
  const asked: GongRequest[] = [];
  const rest = [...answers];
  return {
    baseUrl: 'https://gong.test',
    asked,
    async ask(request, signal) {
      signal.throwIfAborted();
      asked.push(request);
      const next = rest.shift();
      if (next === undefined) throw new Error('asked once too often');
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
