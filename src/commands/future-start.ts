import type { Config } from '../config/config.ts';
import type { Instant } from '../base/instant.ts';
import type { Log } from '../protocol/log.ts';

/** A start date to come is allowed, but hardly ever meant. */
export function warnOfFutureStart({ startDate }: Config, now: Instant, log: Log): void {
  if (startDate === undefined || startDate <= now) return;
  log.warn(
    'start_date lies in the future: until then, the streams that have dates bring no records. Check its year and month.',
  );
}
