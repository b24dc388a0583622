import type { CallTimes } from './call-times.ts';
import type { Settings } from './options.ts';
import { share } from './random.ts';
import { microsecondsPerSecond } from './time.ts';

/** When what happens to each call, in microseconds since 1970; Infinity for what never does. */
export interface CallHistory {
  readonly ended: Float64Array;
  /** From here on it is listed and can be read by its id. */
  readonly published: Float64Array;
  readonly transcribed: Float64Array;
  readonly edited: Float64Array;
  readonly deleted: Float64Array;
}

/** What of a call was edited. */
export type Edit = 'title' | 'brief';

const minute = 60 * microsecondsPerSecond;
const hour = 60 * minute;

export function callHistory(
  { seed, calls, editedShare, deletedShare }: Settings,
  times: CallTimes,
  durationSeconds: (call: number) => number,
): CallHistory {
  const every = (timeOf: (call: number) => number): Float64Array =>
    Float64Array.from({ length: calls }, (_, call) => timeOf(call));
  const ended = every((call) => (times.started[call] ?? 0) + durationSeconds(call) * microsecondsPerSecond);
  const published = every((call) => wholeSecond((ended[call] ?? 0) + publicationDelay(seed, call)));
  const sometimeAfter = (kind: string, chance: number): Float64Array =>
    every((call) => {
      if (share(seed, kind, call) >= chance) return Infinity;
      return wholeSecond((published[call] ?? 0) + changeDelay(share(seed, `${kind} at`, call)));
    });
  return {
    ended,
    published,
    transcribed: every((call) =>
      wholeSecond((published[call] ?? 0) + share(seed, 'transcribed', call) ** 2 * 2 * hour),
    ),
    edited: sometimeAfter('edited', editedShare),
    deleted: sometimeAfter('deleted', deletedShare),
  };
}

export function editKind(seed: number, call: number): Edit {
  return share(seed, 'edit kind', call) < 0.5 ? 'title' : 'brief';
}

/** Most calls are analysed within the hour, never in less than four minutes; some take a day, a few five days. */
function publicationDelay(seed: number, call: number): number {
  const kind = share(seed, 'published kind', call);
  const part = share(seed, 'published', call);
  if (kind < 0.9) return 4 * minute + part * 56 * minute;
  if (kind < 0.99) return hour + part * 23 * hour;
  return 24 * hour + part * 4 * 24 * hour;
}

/** Three minutes to ten days, evenly spread over the logarithm: changes grow rarer with age. */
function changeDelay(part: number): number {
  return 3 * minute * (10 * 24 * 20) ** part;
}

function wholeSecond(time: number): number {
  return Math.floor(time / microsecondsPerSecond) * microsecondsPerSecond;
}
