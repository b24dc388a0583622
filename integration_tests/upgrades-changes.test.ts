import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { DAY, formatInstant, HOUR, type Instant } from '../src/base/instant.ts';
import { objectOf, type JsonObject } from '../src/base/json-object.ts';
import { syncCalls } from '../test-kit/call-syncs.ts';
import { parseExactly, truth } from '../test-kit/truth.ts';

/** In the afternoon of the company, so that there are calls of the last hours. */
const FIRST: Instant = Date.UTC(2026, 10, 24, 23);
const SECOND = FIRST + HOUR;
/** By the last of them all of the look-back has been due. */
const LATER = [FIRST + 8 * HOUR, FIRST + 25 * HOUR];
const END = FIRST + 26 * HOUR;

/** The streams, and the field that holds the time of their records. */
const TIMES: Readonly<Record<string, string>> = {
  calls: 'started',
  extensiveCalls: 'startdatetime',
  callTranscripts: 'started',
  callParticipants: 'started',
  answeredScorecards: 'reviewTime',
};

const sandbox = await startSandbox({
  seed: 5,
  calls: 90,
  days: 10,
  until: formatInstant(FIRST),
  requestsPerSecond: 0,
  dailyRequestLimit: 0,
  extensiveKilobytes: 6,
  numericIds: false,
});
afterAll(() => sandbox.close());

/** Stream and key of a record. */
function nameOf(stream: string, { id, callId, answeredScorecardId, position }: JsonObject): string {
  return [stream, answeredScorecardId ?? (position === undefined ? (id ?? callId) : callId), position].join(
    ' ',
  );
}

/** What Gong holds from a moment on. */
function heldSince(moment: Instant): string[] {
  return Object.entries(TIMES).flatMap(([stream, field]) => {
    const records =
      stream === 'callParticipants'
        ? [...sandbox.truth(stream)].map(parseExactly)
        : truth(sandbox, stream, true);
    const since = records.filter((record) => Date.parse(String(record[field])) >= moment);
    return since.map((record) => nameOf(stream, record));
  });
}

async function sync(now: Instant, states: readonly object[]) {
  const sent: string[] = [];
  const finished = await syncCalls({
    sandbox,
    now,
    streams: Object.keys(TIMES),
    states,
    onRecord: (stream, record) => sent.push(nameOf(stream, record)),
  });
  expect(finished.isWhole).toBe(true);
  return { ...finished, sent: sent.toSorted() };
}

const first = await sync(FIRST, []);

type Damage = (state: JsonObject) => JsonObject;

/** The states of the first sync with another content. */
function statesWith(change: (state: JsonObject, stream: string) => unknown): object[] {
  return first.states.map((entry): object => {
    const state = objectOf(objectOf(entry)['stream']);
    const name = String(objectOf(state['stream_descriptor'])['name']);
    return { ...entry, stream: { ...state, stream_state: change(objectOf(state['stream_state']), name) } };
  });
}

const beforeFingerprints: Damage = ({ v: _v, shape: _shape, seen: _seen, sum: _sum, ...state }) => state;

/** As Airbyte's 1.4.0 writes them: the newest record's time, of which the offset is lost. */
function ofAirbyte(_state: JsonObject, stream: string): unknown {
  const started = `${new Date(FIRST - 7 * HOUR).toISOString().slice(0, 19)}Z`;
  if (stream === 'answeredScorecards') return { reviewTime: started.slice(0, 10) };
  if (stream !== 'callTranscripts') return { [TIMES[stream] ?? '']: started };
  return {
    use_global_cursor: true,
    state: { started },
    lookback_window: 60,
    parent_state: { calls: { started } },
  };
}

const hoursOf = ({ seen }: JsonObject): [string, string][] =>
  Object.entries(objectOf(seen)).map(([hour, text]) => [hour, String(text)]);

const withHours =
  (change: (hours: [string, string][]) => [string, unknown][]): Damage =>
  (state) => ({ ...state, seen: Object.fromEntries(change(hoursOf(state))) });

const damages: Readonly<Record<string, Damage>> = {
  'an hour short': withHours((hours) => hours.slice(1)),
  'half an entry': withHours((hours) => hours.map(([hour, text]) => [hour, text.slice(0, -12)])),
  'texts in the place of others': withHours((hours) =>
    hours.map(([hour], index) => [hour, hours[(index + 1) % hours.length]?.[1]]),
  ),
  'without its sum': ({ sum: _sum, ...state }) => state,
  'with absences of no time': (state) => ({ ...state, absent: { 17: 'yesterday' } }),
  'with a breaker of no time': (state) => ({ ...state, too_much_absent_since: '' }),
};

/** All that syncs send from these states on, until everything of the look-back has been due, and what comes after it. */
async function syncsFrom(states: readonly object[]) {
  const second = await sync(SECOND, states);
  const sent = [...second.sent];
  let last = second;
  for (const now of LATER) {
    last = await sync(now, last.states);
    sent.push(...last.sent);
  }
  const after = await sync(END, last.states);
  return { second, sent: sent.toSorted(), after: after.sent };
}

const lookback = heldSince(FIRST - 7 * DAY).toSorted();
const lastHours = heldSince(SECOND - 3 * HOUR);

test('from a state as it was written nothing goes out again', async () => {
  expect(lastHours.length).toBeGreaterThan(3);
  expect(lookback.length).toBeLessThan(first.sent.length);
  expect(await syncsFrom(first.states)).toMatchObject({ sent: [], after: [] });
});

test.each(Object.entries({ 'of the version before': beforeFingerprints, ...damages }))(
  'a state %s: the last hours go out at once, all of the look-back within a day, and each record once',
  async (_name, change) => {
    const { second, sent, after } = await syncsFrom(statesWith(change));
    expect(second.sent).toEqual(expect.arrayContaining(lastHours));
    expect(second.sent.length).toBeLessThan(lookback.length / 2);
    expect(sent).toEqual(lookback);
    expect(after).toEqual([]);
  },
);

test('a state of Airbyte’s connector: all of the look-back goes out at once', async () => {
  const states = statesWith(ofAirbyte);
  const { second, sent, after } = await syncsFrom(states);
  expect(second.sent).toEqual(expect.arrayContaining(heldSince(SECOND - 7 * DAY)));
  expect(sent).toEqual(second.sent);
  expect(after).toEqual([]);
});
