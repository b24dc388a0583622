import { formatInstant, parseInstant, SECOND, type Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Range } from '../streams/list.ts';
import type { Coverage } from './coverage.ts';

/** The keys under which a state keeps whether private calls were read, and until when they were. */
const KEY = 'private_calls';
const UNTIL_KEY = 'private_calls_until';

/** What a state says of private calls, where its stream may have some. */
export interface SavedPrivateCalls {
  readonly areIncluded: boolean;
  /** Where they are left out by now: up to which moment there were readings that included them. */
  readonly until?: Instant | undefined;
}

/** The fields of a state. */
export function writePrivateCalls(saved: SavedPrivateCalls | undefined): object {
  if (saved === undefined) return {};
  const { areIncluded, until } = saved;
  return { [KEY]: areIncluded, ...(until === undefined ? {} : { [UNTIL_KEY]: formatInstant(until) }) };
}

/** Undefined where the state does not say, as those of other versions: then it was read as the config has it today. */
export function readPrivateCalls(state: JsonObject): SavedPrivateCalls | undefined {
  const { [KEY]: areIncluded, [UNTIL_KEY]: until } = state;
  return typeof areIncluded === 'boolean' ? { areIncluded, until: parseInstant(until) } : undefined;
}

export interface PrivateCallsToday {
  /** What the state that counts has read, and says of private calls. */
  readonly coverage: Coverage;
  readonly saved: SavedPrivateCalls | undefined;
  readonly areIncluded: boolean;
  /** From the beginning of history to the start of the sync. */
  readonly range: Range;
  readonly lookbackMs: number;
}

/** What the states of a sync say of private calls. */
export function privateCallsToday(today: PrivateCallsToday): SavedPrivateCalls {
  const { coverage, saved, areIncluded, range, lookbackMs } = today;
  if (areIncluded) return { areIncluded };
  const lastReading = Math.max(range.to - SECOND, ...coverage.stretches.map(({ readAt }) => readAt));
  const until = saved?.areIncluded === true ? lastReading : saved?.until;
  // Not by its age: no sync may have run since, or none to its end.
  const isOver = until === undefined || coverage.isReadAfter(until, { ...range, to: until }, lookbackMs);
  return isOver ? { areIncluded } : { areIncluded, until };
}
