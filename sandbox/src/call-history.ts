import { changeDelay, editMoments, wholeSecond, type EditMoment } from './call-edits.ts';
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
  readonly deleted: Float64Array;
  /** When a call that was deleted is there again. */
  readonly returned: Float64Array;
  editsOf(call: number): readonly EditMoment[];
  /** Whether the call has been published and not been deleted, or has come back. */
  isThere(call: number, instant: number): boolean;
  /** Whether it was deleted and has not come back. */
  isGone(call: number, instant: number): boolean;
}

const minute = 60 * microsecondsPerSecond;
const hour = 60 * minute;

export function callHistory(
  settings: Settings,
  times: CallTimes,
  durationSeconds: (call: number) => number,
): CallHistory {
  const { seed, calls, deletedShare, returningShare, lateTranscriptShare } = settings;
  const every = (timeOf: (call: number) => number): Float64Array =>
    Float64Array.from({ length: calls }, (_, call) => timeOf(call));
  const ended = every((call) => (times.started[call] ?? 0) + durationSeconds(call) * microsecondsPerSecond);
  const published = every((call) => wholeSecond((ended[call] ?? 0) + publicationDelay(seed, call)));
  const deleted = every((call) => {
    if (share(seed, 'deleted', call) >= deletedShare) return Infinity;
    return wholeSecond((published[call] ?? 0) + changeDelay(share(seed, 'deleted at', call)));
  });
  const returned = every((call) => {
    const gone = deleted[call] ?? Infinity;
    if (gone === Infinity || share(seed, 'returning', call) >= returningShare) return Infinity;
    // Two hours to three days later.
    return wholeSecond(gone + 2 * hour + share(seed, 'returned at', call) * 70 * hour);
  });
  const isGone = (call: number, instant: number): boolean =>
    instant >= (deleted[call] ?? Infinity) && instant < (returned[call] ?? Infinity);
  return {
    ended,
    published,
    transcribed: every((call) => {
      const part = share(seed, 'transcribed', call);
      const isLate = share(seed, 'late transcript', call) < lateTranscriptShare;
      return wholeSecond((published[call] ?? 0) + (isLate ? (2 + part * 22) * hour : part ** 2 * 2 * hour));
    }),
    deleted,
    returned,
    editsOf: (call) => editMoments(settings, call, published[call] ?? 0),
    isThere: (call, instant) => instant >= (published[call] ?? 0) && !isGone(call, instant),
    isGone,
  };
}

/** Most calls are analysed within the hour, never in less than four minutes; some take a day, a few five days. */
function publicationDelay(seed: number, call: number): number {
  const kind = share(seed, 'published kind', call);
  const part = share(seed, 'published', call);
  if (kind < 0.9) return 4 * minute + part * 56 * minute;
  if (kind < 0.99) return hour + part * 23 * hour;
  return 24 * hour + part * 4 * 24 * hour;
}
