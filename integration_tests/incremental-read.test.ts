import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../src/sandbox/index.ts';
import {
  chooseFullRefresh,
  daysAgo,
  incrementalStreams,
  small,
  stateOf,
  sync,
  toUtc,
} from './support/sync.ts';
import { byKey, keysOf, truth, truthSince } from '../test/support/truth.ts';

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

const cursors = new Map([
  ['calls', 'started'],
  ['extensiveCalls', 'startdatetime'],
  ['answeredScorecards', 'reviewTime'],
  ['callTranscripts', 'started'],
]);

test('a second sync reads less, and nothing new is missing', async () => {
  const first = await sync(sandbox);
  const second = await sync(sandbox, { state: first.savedState() });
  // The state is that of the first sync's start, a few seconds ago.
  const lookedBack = Date.now() - 7 * 86_400_000;
  for (const stream of incrementalStreams) {
    const again = second.records(stream);
    expect(again.length).toBeLessThan(first.records(stream).length);
    const expected = keysOf(stream, truthSince(sandbox, stream, lookedBack));
    expect(keysOf(stream, again)).toEqual(expect.arrayContaining(expected));
    const [before, after] = [first, second].map((each) => Object.values(each.states(stream).at(-1) ?? {})[0]);
    expect(String(after) >= String(before)).toBe(true);
  }
  for (const stream of ['users', 'scorecards']) {
    expect(second.records(stream)).toHaveLength(first.records(stream).length);
  }
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
  test('gives no records, a state, and exit 0', async () => {
    const state: unknown = JSON.parse(readFileSync(new URL('abnormal_state.json', import.meta.url), 'utf8'));
    sandbox.resetRequests();
    const output = await sync(sandbox, { streams: incrementalStreams, state });
    expect([output.of('RECORD'), sandbox.requests]).toEqual([[], []]);
    for (const stream of incrementalStreams) expect(output.states(stream)).toHaveLength(1);
  });

  test('of one stream does not become the state of another that reads the same list', async () => {
    const state = [stateOf('calls', { started: '2200-01-01T00:00:00Z', utc: true })];
    const output = await sync(sandbox, { streams: ['calls', 'callTranscripts'], state });
    expect(output.records('calls')).toEqual([]);
    expect(keysOf('callTranscripts', output.records('callTranscripts'))).toEqual(
      keysOf('callTranscripts', truth(sandbox, 'callTranscripts')),
    );
    const { started } = output.states('callTranscripts').at(-1) ?? {};
    expect(Date.parse(String(started))).toBeLessThanOrEqual(Date.now());
  });
});

test('calls that are published late are there after the next sync', async () => {
  await using late = await startSandbox({ ...small, calls: 400, days: 6, lateShare: 0.03 });
  const first = await sync(late);
  const hidden = 400 - truth(late, 'calls', true).length;
  expect(hidden).toBeGreaterThan(5);
  late.publishLate();
  const second = await sync(late, { state: first.savedState() });
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
    const streams = incrementalStreams;
    // The state has whole seconds.
    const started = Date.now() - 1_001;
    const output = await sync(company, { streams, state, config: { lookback_window_days: 0 } });
    for (const stream of streams) {
      const expected = truthSince(company, stream, saved);
      expect(expected.length).toBeGreaterThan(0);
      expect(byKey(stream, output.records(stream))).toEqual(byKey(stream, expected));
      const reached = Date.parse(String(output.states(stream).at(-1)?.[cursors.get(stream) ?? '']));
      expect(reached).toBeGreaterThan(started);
      expect(reached).toBeLessThanOrEqual(Date.now());
    }
  });
});
