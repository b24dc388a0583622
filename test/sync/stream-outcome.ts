import { isJsonObject } from '../../src/base/json-object.ts';
import { formatInstant, parseInstant, type Instant } from '../../src/base/instant.ts';
import { END, type Call } from './call-world.ts';
import type { Event } from './collecting-output.ts';
import type { Outcome } from './engine.ts';

/** Where each stream's records have their id and its states their instant. */
const SHAPES = {
  calls: { id: 'id', cursor: 'started' },
  extensiveCalls: { id: 'id', cursor: 'startdatetime' },
  callTranscripts: { id: 'callId', cursor: 'started' },
} as const;

type StreamName = keyof typeof SHAPES;

/** A call that the stream may send, and the times under which the list that feeds it files it. */
interface Listed {
  readonly id: string;
  readonly filed: readonly Instant[];
}

/** A stream of a sync, and what there was to send. */
export interface StreamOutcome {
  readonly name: StreamName;
  readonly events: readonly Event[];
  /** What lies in the range. */
  readonly listed: readonly Listed[];
  /** Of these what no sync has read before. */
  readonly due: readonly Listed[];
}

/** The outcome of a sync stream by stream. */
export function streamsOf(outcome: Outcome): StreamOutcome[] {
  const names = (['calls', 'extensiveCalls', 'callTranscripts'] as const).filter((name) =>
    outcome.events.some(({ stream }) => stream === name),
  );
  return names.map((name) => streamOutcome(name, outcome));
}

export function streamOutcome(name: StreamName, { calls, given, events, plan }: Outcome): StreamOutcome {
  const { startDate = 0, now } = given.limits;
  // A stream that turns over to its own list is fed by both.
  const filedOf = ({ started, filed }: Call): readonly Instant[] =>
    name === 'extensiveCalls' ? [started] : plan.isShared ? [started, ...filed] : filed;
  const listed = calls
    .filter(
      ({ record, hasTranscript }) =>
        record['isPrivate'] !== true && (hasTranscript || name !== 'callTranscripts'),
    )
    .map((call) => ({ id: call.record.id, filed: filedOf(call) }))
    .filter(({ filed }) => filed.some((instant) => instant >= startDate && instant < now));
  const state = given.states.get(name);
  const read = isJsonObject(state) ? (parseInstant(state[SHAPES[name].cursor]) ?? startDate) : startDate;
  const isDue = (instant: Instant): boolean => instant >= read && instant < now;
  const due = listed.filter(({ filed }) => (plan.isShared ? filed.every(isDue) : filed.some(isDue)));
  return { name, events: events.filter(({ stream }) => stream === name), listed, due };
}

/** What was sent of the stream against what there was: all three are empty after a sync that came to its end. */
export function differences(outcome: StreamOutcome): Record<'lost' | 'repeated' | 'foreign', string[]> {
  const sent = sentIds(outcome);
  const distinct = new Set(sent);
  const known = new Set(outcome.listed.map(({ id }) => id));
  return {
    lost: outcome.due.filter(({ id }) => !distinct.has(id)).map(({ id }) => id),
    repeated: sent.filter((id, index) => sent.indexOf(id) < index),
    foreign: [...distinct].filter((id) => !known.has(id)),
  };
}

/** The last instant that a state says it has reached. */
export function lastReached({ name, events }: StreamOutcome): Instant | undefined {
  const last = events.findLast((event) => event.kind === 'state');
  return isJsonObject(last?.state) ? parseInstant(last.state[SHAPES[name].cursor]) : undefined;
}

/** How the stream ended, which it should once, and whether that was the last that was heard of it. */
export function ends({ events }: StreamOutcome): { status: string; isLast: boolean }[] {
  return events.flatMap((event, index) =>
    event.kind === 'status' && (event.status === 'COMPLETE' || event.status === 'INCOMPLETE')
      ? [{ status: event.status, isLast: index === events.length - 1 }]
      : [],
  );
}

/** Calls that a state says have been read in this sync, and that did not go out before it. */
export function skipped({ name, events, due }: StreamOutcome): string[] {
  const sent = new Set<string>();
  return events.flatMap((event) => {
    if (event.kind === 'record') sent.add(idOf(name, event.record));
    const stretches = readNow(event);
    if (stretches.length === 0) return [];
    const isCovered = (instant: Instant): boolean =>
      stretches.some(([from, to]) => instant >= from && instant < to);
    return due.filter(({ id, filed }) => filed.every(isCovered) && !sent.has(id)).map(({ id }) => id);
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

export function sentIds({ name, events }: Pick<StreamOutcome, 'name' | 'events'>): string[] {
  return events.flatMap((event) => (event.kind === 'record' ? [idOf(name, event.record)] : []));
}

/** The stretches of a state that this sync has read. */
function readNow(event: Event): [Instant, Instant][] {
  if (event.kind !== 'state' || !isJsonObject(event.state)) return [];
  const { coverage } = event.state;
  if (!Array.isArray(coverage)) return [];
  return coverage.flatMap((stretch: unknown): [Instant, Instant][] => {
    if (!Array.isArray(stretch) || stretch[2] !== formatInstant(END)) return [];
    const [from, to] = [parseInstant(stretch[0]), parseInstant(stretch[1])];
    return from === undefined || to === undefined ? [] : [[from, to]];
  });
}

function idOf(name: StreamName, record: object): string {
  return isJsonObject(record) ? String(record[SHAPES[name].id]) : '';
}
