import { DAY, HOUR, type Instant } from '../../src/base/instant.ts';
import { callHistories, eventsOf, type CallEvent } from '../../test-kit/call-histories.ts';
import { groupBy } from '../../test-kit/group-by.ts';
import type { Week } from '../../test-kit/week-syncs.ts';
import { CALL_STREAMS } from './streams.ts';

/** By when something is promised to be seen. */
export const STEPS = [
  { what: 'a call of up to 3 hours', stepMs: 0 },
  { what: 'a call of up to 2 days', stepMs: 6 * HOUR },
  { what: 'a call of up to 7 days', stepMs: DAY },
  { what: 'an edited transcript', stepMs: DAY },
] as const;

export const DELETION_MS = 26 * HOUR;

export interface Delay {
  readonly event: CallEvent;
  readonly what: (typeof STEPS)[number]['what'] | 'a deletion';
  /** Undefined where no sync brought it. */
  readonly delayMs: number | undefined;
  readonly isLate: boolean;
}

/** When each thing that happened to a call within the look-back was seen. */
export function delaysOf(week: Week, lookbackDays: number): Delay[] {
  const moments = [...week.hourly, ...week.settling].map(({ now }) => now);
  const sights = groupBy(week.rows, ({ stream, key }) => `${stream} ${key}`);
  const histories = callHistories(week.sandbox, week.end);
  return CALL_STREAMS.flatMap((stream) => {
    const byCall = groupBy(eventsOf(histories.values(), stream), ({ callId }) => callId);
    return [...byCall.values()].flatMap((events) =>
      events.flatMap((event, index): Delay[] => {
        if (event.at <= week.begin || event.ageMs > lookbackDays * DAY) return [];
        const isGone = event.kind === 'gone';
        const what = whatOf(event);
        const due = dueAt(event, what, moments);
        // What is undone before it is due need not be seen.
        const isUndone = events
          .slice(index + 1)
          .some(({ kind, at }) => (kind === 'gone') !== isGone && at <= due);
        const sightings = sights.get(`${stream} ${event.callId}`) ?? [];
        const before = sightings.findLast(({ now }) => now < event.at);
        // Nor what has gone before any sync could see it, or is back before any has missed it.
        const isThere = before !== undefined && !before.isDeletion;
        const isUnnoticed = isGone ? !isThere : event.kind === 'new' && isThere;
        if (due === Infinity || isUndone || isUnnoticed) return [];
        const seen = sightings.find(({ now, isDeletion }) => now >= event.at && isDeletion === isGone)?.now;
        return [{ event, what, delayMs: seen && seen - event.at, isLate: seen === undefined || seen > due }];
      }),
    );
  });
}

function whatOf({ kind, stream, cause, ageMs }: CallEvent): Delay['what'] {
  if (kind === 'gone') return 'a deletion';
  // A start is all that a transcript shows of its call.
  if (stream === 'callTranscripts' && kind === 'changed') return 'an edited transcript';
  if (cause === 'returned' && stream === 'callTranscripts') return 'an edited transcript';
  if (ageMs <= 3 * HOUR) return 'a call of up to 3 hours';
  return ageMs <= 2 * DAY ? 'a call of up to 2 days' : 'a call of up to 7 days';
}

function dueAt({ at }: CallEvent, what: Delay['what'], moments: readonly Instant[]): Instant {
  if (what === 'a deletion') return at + DELETION_MS <= (moments.at(-1) ?? 0) ? at + DELETION_MS : Infinity;
  const { stepMs } = STEPS.find((step) => step.what === what) ?? { stepMs: DAY };
  return moments.find((moment) => moment >= at + stepMs) ?? Infinity;
}

/** How many records there have to be at least: one a call and sync for all that has happened since the sync before. */
export function fewestRecords(week: Week, lookbackDays: number): number {
  const moments = week.hourly.map(({ now }) => now);
  const histories = callHistories(week.sandbox, week.end);
  return CALL_STREAMS.flatMap((stream) => {
    const events = eventsOf(histories.values(), stream).filter(
      ({ at, ageMs }) => at > week.begin && ageMs <= lookbackDays * DAY,
    );
    const groups = groupBy(
      events,
      ({ callId, at }) => `${callId} ${moments.findIndex((moment) => moment >= at)}`,
    );
    // What comes and goes between two syncs was never there.
    return [...groups.values()].filter(
      ([first, ...rest]) => first?.kind !== 'new' || rest.at(-1)?.kind !== 'gone',
    );
  }).length;
}
