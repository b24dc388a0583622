import type { Edits } from './call-edits.ts';
import type { CallHistory } from './call-history.ts';
import type { CallTimes } from './call-times.ts';
import { share } from './random.ts';
import type { Settings } from './options.ts';
import { microsecondsPerSecond } from './time.ts';

const hour = 3600 * microsecondsPerSecond;

/** By how many microseconds the times of a call have been moved: up to six hours back, or on, but never to its publication. */
export type StartShift = (call: number, edits: Edits | undefined) => number;

export function startShifts(
  { seed, from }: Settings,
  times: CallTimes,
  history: CallHistory | undefined,
): StartShift {
  return (call, edits) => {
    const count = edits?.get('start') ?? 0;
    if (count === 0 || history === undefined) return 0;
    const started = times.started[call] ?? 0;
    const room = (history.published[call] ?? 0) - (history.ended[call] ?? 0);
    const part = share(seed, `moved ${count}`, call);
    const shift = part < 0.5 ? -2 * part * 6 * hour : (2 * part - 1) * room;
    return Math.floor(Math.max(shift, from - started));
  };
}
