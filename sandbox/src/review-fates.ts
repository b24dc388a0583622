import { changeDelay, wholeSecond } from './call-edits.ts';
import { share } from './random.ts';
import type { Settings } from './options.ts';
import { microsecondsPerSecond } from './time.ts';

/** When what happens to a review, in microseconds since 1970; Infinity for what never does. */
export interface ReviewFate {
  readonly shown: number;
  readonly edited: number;
  readonly deleted: number;
}

const hour = 3600 * microsecondsPerSecond;

/** Without a clock a review stays what it was at its time. */
export function reviewFates({
  seed,
  clock,
  reviewChanges,
}: Settings): (call: number, reviewed: number) => ReviewFate {
  return (call, reviewed) => {
    const fate = { shown: reviewed, edited: Infinity, deleted: Infinity };
    if (clock === undefined || reviewChanges === 0) return fate;
    const kind = share(seed, 'fate of a review', call);
    const part = share(seed, 'time of its fate', call);
    if (kind < reviewChanges) return { ...fate, edited: wholeSecond(reviewed + changeDelay(part)) };
    if (kind < 2 * reviewChanges) return { ...fate, deleted: wholeSecond(reviewed + changeDelay(part)) };
    return kind < 3 * reviewChanges ? { ...fate, shown: wholeSecond(reviewed + part * 24 * hour) } : fate;
  };
}
