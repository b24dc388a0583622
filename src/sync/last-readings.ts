import type { Instant } from '../base/instant.ts';
import type { Coverage } from './coverage.ts';
import type { Stretch } from './stretch.ts';

/** What a sync at this moment reads for the last time, as it was read before. */
export function lastReadings({ stretches }: Coverage, now: Instant, lookbackMs: number): readonly Stretch[] {
  return stretches
    .map(({ from, to, readAt }) => ({
      from: Math.max(from, readAt - lookbackMs),
      to: Math.min(to, now - lookbackMs),
      readAt,
    }))
    .filter(({ from, to, readAt }) => from < to && readAt < now);
}
