import { formatInstant, parseInstant } from '../base/instant.ts';
import { isJsonObject } from '../base/json-object.ts';
import type { KnownDays } from '../streams/list.ts';
import { statesWithin } from './partition-states.ts';

/** Reads what a state, or that of one of its partitions, keeps of the company's days. */
export function readKnownDays(state: unknown): KnownDays {
  const fields = statesWithin(state).filter(isJsonObject);
  return {
    timeZone: fields.map(({ time_zone }) => time_zone).find((zone) => typeof zone === 'string'),
    earliest: fields.map(({ earliest }) => parseInstant(earliest)).find((each) => each !== undefined),
  };
}

/** The fields in which a state keeps it. */
export function writeKnownDays({ timeZone, earliest }: KnownDays = {}): object {
  return {
    ...(timeZone === undefined ? {} : { time_zone: timeZone }),
    ...(earliest === undefined ? {} : { earliest: formatInstant(earliest) }),
  };
}
