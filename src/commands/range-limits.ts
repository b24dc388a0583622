import { DEFAULT_PERIOD, type Config } from '../config/config.ts';
import type { Instant } from '../base/instant.ts';
import type { RangeLimits } from '../sync/sync-options.ts';

/** What bounds a sync of this config that ends at `now`. Without a start date it begins no later than at `earliest`. */
export function rangeLimitsOf(
  { startDate, lookbackDays }: Config,
  now: Instant,
  earliest: Instant = Infinity,
): RangeLimits {
  return { startDate, lookbackDays, defaultStart: Math.min(now - DEFAULT_PERIOD, earliest), now };
}
