import type { Books } from '../books.ts';
import { EVERY_STREAM } from '../contenders.ts';
import type { Part } from '../part.ts';
import { measureRateLimited, pages } from '../rate-limited.ts';

/** A first sync of everything. */
export const sixStreams: Part = (size) =>
  measureRateLimited(
    {
      title: 'six streams',
      streams: EVERY_STREAM,
      leastRequests,
      mostRequests: (least) => 1.05 * least + 6,
    },
    size,
  );

/** Extensive calls, which hold what the list of calls has; the transcripts of those that are not private; the rest. */
function leastRequests({ calls, openCalls, records }: Books): number {
  const others = pages(records.get('users') ?? 0) + pages(records.get('answeredScorecards') ?? 0);
  // Scorecards come in one page.
  return pages(calls) + pages(openCalls) + others + 1;
}
