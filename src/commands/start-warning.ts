import type { Config } from '../config/config.ts';
import { formatInstant, type Instant } from '../base/instant.ts';
import type { PeopleContext } from './command-context.ts';

/** Says what is not read, or goes. */
export function warnOfStart(
  { startDate }: Config,
  earliest: Instant | undefined,
  isFirst: boolean,
  { log }: PeopleContext,
): void {
  if (startDate === undefined && isFirst) {
    log.warn(
      'No start_date in the config: only the last 90 days are read. An earlier one can be set at any time.',
    );
  } else if (startDate !== undefined && earliest !== undefined && earliest < startDate) {
    log.warn(
      `The config's start_date is ${formatInstant(startDate)}. There are records from ${formatInstant(earliest)} on: those before the start_date go with --full.`,
    );
  }
}
