import { DAY, HOUR, parseInstant, type Instant } from '../src/base/instant.ts';
import type { JsonObject } from './airbyte-message.ts';
import type { Change, Sandbox } from '../sandbox/src/index.ts';

/** Something that a stream shows of a call: it is new there, another than before, or gone. */
export interface CallEvent {
  readonly stream: string;
  readonly callId: string;
  readonly kind: 'new' | 'changed' | 'gone';
  readonly at: Instant;
  /** How old the call was. */
  readonly ageMs: number;
  /** What the sandbox calls it. */
  readonly cause: string;
}

/** A call, and all that has happened to it. */
export interface CallHistory {
  readonly callId: string;
  readonly changes: readonly (Change & { readonly instant: Instant })[];
  /** The earliest of the times that it has had. */
  readonly earliest: Instant;
  readonly startsPrivate: boolean;
}

const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  title: ['calls', 'extensiveCalls'],
  start: ['calls', 'extensiveCalls', 'callTranscripts'],
  brief: ['extensiveCalls'],
  keyPoints: ['extensiveCalls'],
  crm: ['extensiveCalls'],
  parties: ['extensiveCalls'],
  trackers: ['extensiveCalls'],
  comments: ['extensiveCalls'],
  transcript: ['callTranscripts'],
};

/** By how much a call can be moved, there and back. */
const MOST_MOVED_MS = 12 * HOUR;

/** The histories of all calls by their ids, as the sandbox has them up to an instant; it stands at that instant afterwards. */
export function callHistories(
  sandbox: Pick<Sandbox, 'changes' | 'truth' | 'setClock'>,
  until: Instant,
): Map<string, CallHistory> {
  const byCall = new Map<string, (Change & { readonly instant: Instant })[]>();
  for (const change of sandbox.changes()) {
    const instant = Date.parse(change.at);
    if (instant > until) break;
    const changes = byCall.get(change.callId) ?? [];
    byCall.set(change.callId, changes);
    changes.push({ ...change, instant });
  }
  const present = new Map(callsAt(sandbox, until).map((call) => [String(call['id']), call]));
  const histories = new Map<string, CallHistory>();
  for (const [callId, changes] of byCall) {
    const gone = changes.findLast(({ kind }) => kind === 'deleted')?.instant ?? until;
    const shownAt = present.has(callId) ? until : gone - 1;
    const call = present.get(callId) ?? callsAt(sandbox, shownAt, [callId])[0] ?? {};
    const past = changes.filter(({ instant }) => instant <= shownAt);
    const privacies = past.filter(({ edit }) => edit === 'privacy').length;
    const isMoved = changes.some(({ edit }) => edit === 'start');
    histories.set(callId, {
      callId,
      changes,
      earliest: earliestTime(call) - (isMoved ? MOST_MOVED_MS : 0),
      startsPrivate: (call['isPrivate'] === true) !== (privacies % 2 === 1),
    });
  }
  sandbox.setClock(new Date(until).toISOString());
  return histories;
}

/** What a stream shows of these calls to a reader who may not read private ones, in the order of time for each call. */
export function eventsOf(histories: Iterable<CallHistory>, stream: string): CallEvent[] {
  return [...histories].flatMap(({ callId, changes, earliest, startsPrivate }) => {
    const state = { isThere: false, isPrivate: startsPrivate, isTranscribed: false };
    const isShown = (): boolean =>
      state.isThere && !state.isPrivate && (state.isTranscribed || stream !== 'callTranscripts');
    return changes.flatMap(({ kind, edit, instant }): CallEvent[] => {
      const was = isShown();
      if (kind === 'published' || kind === 'returned') state.isThere = true;
      if (kind === 'deleted') state.isThere = false;
      if (kind === 'transcript') state.isTranscribed = true;
      if (edit === 'privacy') state.isPrivate = !state.isPrivate;
      const is = isShown();
      const isChange = edit !== undefined && SHOWN_BY[edit]?.includes(stream) === true;
      const event = { stream, callId, at: instant, ageMs: instant - earliest, cause: edit ?? kind };
      if (was !== is) return [{ ...event, kind: is ? 'new' : 'gone' }];
      return is && isChange ? [{ ...event, kind: 'changed' }] : [];
    });
  });
}

/** From here on a call is older than the look-back, whichever of its times is looked at. */
export function leavesAt({ earliest }: CallHistory, lookbackDays: number): Instant {
  return earliest + lookbackDays * DAY;
}

function callsAt(
  sandbox: Pick<Sandbox, 'truth' | 'setClock'>,
  instant: Instant,
  callIds?: readonly string[],
): JsonObject[] {
  sandbox.setClock(new Date(instant).toISOString());
  const texts = [...sandbox.truth('calls', callIds === undefined ? {} : { callIds })];
  return texts.map((text): JsonObject => JSON.parse(text));
}

/** Gong files web conferences under their plan in one list, and under their start in the others. */
function earliestTime({ started, scheduled, direction }: JsonObject): Instant {
  const start = parseInstant(started) ?? Number.NaN;
  return direction === 'Conference' ? Math.min(start, parseInstant(scheduled) ?? start) : start;
}
