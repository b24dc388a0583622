import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { hoursEarlier } from './support/earlier.ts';
import { askedFrom, countsOf } from './support/requests.ts';
import {
  chooseFullRefresh,
  daysAgo,
  incrementalStreams,
  small,
  stateOf,
  sync,
  toUtc,
} from './support/sync.ts';
import { byKey, keysOf, truth, truthSince } from '../test-kit/truth.ts';

const hour = 3_600_000;

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

const cursors = new Map([
  ['calls', 'started'],
  ['extensiveCalls', 'startdatetime'],
  ['answeredScorecards', 'reviewTime'],
  ['callTranscripts', 'started'],
]);

test('a second sync right after reads three hours again, and sends what has not been sent', async () => {
  const first = await sync(sandbox);
  const firstBegan = Date.now();
  sandbox.resetRequests();
  const second = await sync(sandbox, { state: first.savedState() });
  const lookedBack = Date.now() - 3 * hour;
  for (const stream of incrementalStreams) {
    const again = second.records(stream);
    const expected = keysOf(stream, truthSince(sandbox, stream, lookedBack));
    const sent = [first, second].flatMap((each) => keysOf(stream, each.records(stream)));
    expect(sent).toEqual(expect.arrayContaining(expected));
    // One that was published between the two.
    expect(again.length).toBeLessThanOrEqual(1);
    const [before, after] = [first, second].map((each) => Object.values(each.states(stream).at(-1) ?? {})[0]);
    expect(String(after) >= String(before)).toBe(true);
  }
  // Full refreshes.
  for (const stream of ['users', 'scorecards']) {
    expect(second.records(stream)).toHaveLength(first.records(stream).length);
  }
  const asked = Date.parse(askedFrom(sandbox.requests.filter(({ path }) => path === '/v2/calls/extensive')));
  expect(asked).toBeLessThanOrEqual(firstBegan - 3 * hour);
  // The read of the first sync began some seconds before it ended.
  expect(asked).toBeGreaterThan(firstBegan - 3 * hour - 10_000);
  expect(countsOf(sandbox.requests)).not.toHaveProperty('/v2/calls');
});

// By the time since the last sync, which is when a moment of that age is due again.
test.each([
  [1, 3],
  [6, 2 * 24],
  [24, 7 * 24],
  [24 * 30, 7 * 24],
])('%i hours after the last sync the %i hours before it are read again', async (since, age) => {
  const readAt = Date.parse(toUtc(Date.now() - since * hour));
  const coverage = [[daysAgo(100), toUtc(readAt), toUtc(readAt)]];
  const state = [stateOf('calls', { started: toUtc(readAt), utc: true, list: 'calls', coverage })];
  sandbox.resetRequests();
  const config = { start_date: daysAgo(100) };
  const output = await sync(sandbox, { streams: ['calls'], state, config });
  expect(askedFrom(sandbox.requests)).toBe(toUtc(readAt - age * hour));
  const expected = truthSince(sandbox, 'calls', readAt - age * hour);
  expect(byKey('calls', output.records('calls'))).toEqual(byKey('calls', expected));
});

test('a full refresh ignores the state, and leaves one that an incremental sync goes on from', async () => {
  const future = incrementalStreams.map((stream) =>
    stateOf(stream, { [cursors.get(stream) ?? '']: '2200-01-01T00:00:00Z', utc: true }),
  );
  const whole = await sync(sandbox, { catalog: await chooseFullRefresh(), state: future });
  for (const stream of incrementalStreams) {
    expect(byKey(stream, whole.records(stream))).toEqual(byKey(stream, truth(sandbox, stream)));
  }
  const next = await sync(sandbox, { state: whole.savedState() });
  expect(next.records('calls').length).toBeLessThan(whole.records('calls').length);
});

describe('a state from the future', () => {
  test('is read from the look-back on, and comes back to now', async () => {
    const state: unknown = JSON.parse(readFileSync(new URL('abnormal_state.json', import.meta.url), 'utf8'));
    for (const streams of [
      ['calls', 'callTranscripts'],
      ['extensiveCalls', 'answeredScorecards'],
    ]) {
      const began = Date.now() - 1_000;
      const output = await sync(sandbox, { streams, state });
      const lookedBack = Date.now() - 7 * 24 * hour;
      for (const stream of streams) {
        const records = keysOf(stream, output.records(stream));
        expect(records).toEqual(
          expect.arrayContaining(keysOf(stream, truthSince(sandbox, stream, lookedBack))),
        );
        expect(records.length).toBeLessThan(truth(sandbox, stream).length);
        for (const saved of output.states(stream)) {
          const reached = Date.parse(String(saved[cursors.get(stream) ?? '']));
          expect(reached).toBeLessThanOrEqual(Date.now());
          expect(reached).toBeGreaterThan(began);
        }
      }
    }
  });

  test('of one stream does not become the state of another that reads the same list', async () => {
    const state = [stateOf('calls', { started: '2200-01-01T00:00:00Z', utc: true })];
    const output = await sync(sandbox, { streams: ['calls', 'callTranscripts'], state });
    const calls = keysOf('calls', output.records('calls'));
    expect(calls.length).toBeLessThan(truth(sandbox, 'calls').length);
    expect(keysOf('callTranscripts', output.records('callTranscripts'))).toEqual(
      keysOf('callTranscripts', truth(sandbox, 'callTranscripts')),
    );
    const { started } = output.states('callTranscripts').at(-1) ?? {};
    expect(Date.parse(String(started))).toBeLessThanOrEqual(Date.now());
  });
});

test('calls that are published late are there after the sync of the next day', async () => {
  await using late = await startSandbox({ ...small, calls: 400, days: 6, lateShare: 0.03 });
  const first = await sync(late);
  const hidden = 400 - truth(late, 'calls', true).length;
  expect(hidden).toBeGreaterThan(5);
  late.publishLate();
  const second = await sync(late, { state: hoursEarlier(first.savedState(), 24) });
  for (const stream of incrementalStreams) {
    const both = [...first.records(stream), ...second.records(stream)];
    const kept = new Map(both.map((record) => [keysOf(stream, [record])[0], record]));
    expect(byKey(stream, [...kept.values()])).toEqual(byKey(stream, truth(late, stream)));
    expect(kept.size).toBeGreaterThan(first.records(stream).length);
  }
});

describe.each(['+02:00', '-07:00', '+05:45'])('a company whose clock shows %s', (offset) => {
  test('has states in UTC, and a sync from one skips nothing', async () => {
    await using company = await startSandbox({ ...small, offset, seed: 5, calls: 400 });
    // Evening in the one zone is morning in the other: the state's day is not the company's.
    const saved = Date.parse(`${daysAgo(5).slice(0, 10)}T23:10:00Z`);
    const state = incrementalStreams.map((stream) =>
      stateOf(stream, { [cursors.get(stream) ?? '']: toUtc(saved), utc: true }),
    );
    for (const streams of [
      ['calls', 'callTranscripts'],
      ['extensiveCalls', 'answeredScorecards'],
    ]) {
      const output = await sync(company, { streams, state, config: { lookback_window_days: 0 } });
      for (const stream of streams) {
        const expected = truthSince(company, stream, saved);
        expect(expected.length).toBeGreaterThan(0);
        expect(byKey(stream, output.records(stream))).toEqual(byKey(stream, expected));
        // Without a look-back the state ends at the newest record.
        const reached = Date.parse(String(output.states(stream).at(-1)?.[cursors.get(stream) ?? '']));
        expect(reached).toBeGreaterThan(saved);
        const times = expected.map((record) => Date.parse(String(record[cursors.get(stream) ?? ''])));
        expect(reached).toBeLessThanOrEqual(Math.max(...times));
      }
    }
  });
});
