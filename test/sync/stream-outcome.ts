import { isJsonObject } from '../../src/json-object.ts';
import { parseInstant, type Instant } from '../../src/instant.ts';
import { rangeOf, readSavedState } from '../../src/sync/saved-state.ts';
import type { Call } from './call-world.ts';
import type { Event } from './collecting-output.ts';
import type { Outcome } from './engine.ts';

/** Where each stream's records have their id and its states their instant, and which time it is filed under. */
const SHAPES = {
  calls: { id: 'id', cursor: 'started', filed: ({ filed }: Call) => filed },
  extensiveCalls: { id: 'id', cursor: 'startdatetime', filed: ({ started }: Call) => [started] },
  callTranscripts: { id: 'callId', cursor: 'started', filed: ({ filed }: Call) => filed },
} as const;

type StreamName = keyof typeof SHAPES;

/** One of a stream's calls that lie in its range, and when it is behind a state for good. */
interface Due {
  readonly id: string;
  readonly last: Instant;
}

/** A stream of a sync, and what there was to send. */
interface StreamOutcome {
  readonly name: StreamName;
  readonly events: readonly Event[];
  readonly due: readonly Due[];
  readonly end: Instant;
  readonly givenInstant: Instant;
}

/** The outcome of a sync stream by stream. */
export function streamsOf(outcome: Outcome): StreamOutcome[] {
  return [
    streamOutcome('calls', outcome),
    streamOutcome('extensiveCalls', outcome),
    streamOutcome('callTranscripts', outcome),
  ];
}

export function streamOutcome(name: StreamName, { calls, given, events }: Outcome): StreamOutcome {
  const { cursor, filed } = SHAPES[name];
  const saved = readSavedState(name, cursor, given.states.get(name));
  const { from, to } = rangeOf(saved, given.limits);
  const due = calls
    .filter(
      ({ record, hasTranscript }) =>
        record['isPrivate'] !== true && (hasTranscript || name !== 'callTranscripts'),
    )
    .filter((call) => filed(call).some((instant) => instant >= from && instant < to))
    .map((call) => ({ id: call.record.id, last: Math.max(...filed(call)) }));
  const own = events.filter(({ stream }) => stream === name);
  return { name, events: own, due, end: to, givenInstant: saved?.instant ?? -Infinity };
}

/** What was sent of the stream against what there was: all three are empty after a sync that came to its end. */
export function differences(outcome: StreamOutcome): Record<'lost' | 'repeated' | 'foreign', string[]> {
  const due = new Set(outcome.due.map(({ id }) => id));
  const sent = sentIds(outcome);
  const distinct = new Set(sent);
  return {
    lost: [...due].filter((id) => !distinct.has(id)),
    repeated: sent.filter((id, index) => sent.indexOf(id) < index),
    foreign: sent.filter((id) => !due.has(id)),
  };
}

/** The last instant that a state of the stream's own says it has reached. */
export function lastReached(outcome: StreamOutcome): Instant | undefined {
  return outcome.events.map((event) => reachedBy(event, outcome)).findLast((instant) => instant > -Infinity);
}

/** How the stream ended, which it should once, and whether that was the last that was heard of it. */
export function ends({ events }: StreamOutcome): { status: string; isLast: boolean }[] {
  return events.flatMap((event, index) =>
    event.kind === 'status' && (event.status === 'COMPLETE' || event.status === 'INCOMPLETE')
      ? [{ status: event.status, isLast: index === events.length - 1 }]
      : [],
  );
}

/** Calls that lie behind a state which went out before them. */
export function skipped(outcome: StreamOutcome): string[] {
  const sent = new Set<string>();
  return outcome.events.flatMap((event) => {
    if (event.kind === 'record') sent.add(idOf(outcome.name, event.record));
    const reached = reachedBy(event, outcome);
    return outcome.due.filter(({ id, last }) => last < reached && !sent.has(id)).map(({ id }) => id);
  });
}

/** The state's own count of the records before it, where it is wrong. */
export function miscounted({ events }: StreamOutcome): number[] {
  let records = 0;
  return events.flatMap((event) => {
    if (event.kind === 'record') records += 1;
    if (event.kind !== 'state') return [];
    const before = records;
    records = 0;
    return event.count === before ? [] : [event.count];
  });
}

function sentIds({ name, events }: StreamOutcome): string[] {
  return events.flatMap((event) => (event.kind === 'record' ? [idOf(name, event.record)] : []));
}

/** A state that is not ahead of the given one only repeats it. */
function reachedBy(event: Event, { name, givenInstant }: StreamOutcome): Instant {
  if (event.kind !== 'state' || !isJsonObject(event.state)) return -Infinity;
  const instant = parseInstant(event.state[SHAPES[name].cursor]) ?? -Infinity;
  return instant > givenInstant ? instant : -Infinity;
}

function idOf(name: StreamName, record: object): string {
  return isJsonObject(record) ? String(record[SHAPES[name].id]) : '';
}
