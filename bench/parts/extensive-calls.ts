import type { Part } from '../part.ts';
import { measureRateLimited, pages } from '../rate-limited.ts';

/** The largest list by itself: no other stream fills the waits. */
export const extensiveCalls: Part = (size) =>
  measureRateLimited(
    {
      title: 'extensiveCalls',
      streams: ['extensiveCalls'],
      leastRequests: ({ calls }) => pages(calls),
      // With a long latency more windows are open at a time, and each may end with a page that is not full.
      mostRequests: (least, latencyMs) => (latencyMs < 2500 ? 1.03 : 1.08) * least + 4,
    },
    size,
  );
