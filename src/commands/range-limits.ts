import { DEFAULT_PERIOD, type Config } from '../config.ts';
import type { Instant } from '../instant.ts';
import type { RangeLimits } from '../sync/sync-options.ts';

/** What bounds a sync of this config that ends at `now`. */
export function rangeLimitsOf({ startDate, lookbackDays }: Config, now: Instant): RangeLimits {
  return { startDate, lookbackDays, defaultStart: now - DEFAULT_PERIOD, now };
}
