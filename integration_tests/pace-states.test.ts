import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import type { JsonObject } from '../test-kit/airbyte-message.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { keysOf, truth } from '../test-kit/truth.ts';
import { windowOf } from './support/requests.ts';
import { small, sync } from './support/sync.ts';

// More than a window should hold, so that lists are cut into several.
const sandbox = await startSandbox({ ...small, calls: 16_000, days: 300 });
afterAll(() => sandbox.close());

/** Under which time Gong files what belongs to each call. */
const filedAt = new Map(
  truth(sandbox, 'calls').map((call) => [
    String(call['id']),
    Date.parse(String(call['direction'] === 'Conference' ? call['scheduled'] : call['started'])),
  ]),
);

/** Per state: records that it says were read, by the given times, and that had not been sent when it went out. */
function unsentAtStates(
  output: Output,
  stream: string,
  expected: readonly string[],
  times: ReadonlyMap<string, number>,
): number[] {
  const unsent = new Set(expected);
  const counts: number[] = [];
  for (const message of output.messages) {
    if (message.type === 'RECORD' && message.record.stream === stream) {
      for (const key of keysOf(stream, [message.record.data])) unsent.delete(key);
    }
    if (message.type === 'STATE' && message.state.stream.stream_descriptor.name === stream) {
      const covers = readerOf(message.state.stream.stream_state);
      counts.push([...unsent].filter((key) => covers(times.get(key) ?? 0)).length);
    }
  }
  return counts;
}

/** Whether a moment was read, for readers that know the coverage and for those that know one instant alone. */
function readerOf(state: JsonObject): (time: number) => boolean {
  const instant = Date.parse(String(state['started'] ?? state['startdatetime']));
  const { coverage } = state;
  if (!Array.isArray(coverage) || coverage.length === 0) throw new Error('a state without coverage');
  const stretches = coverage.map((stretch: unknown) => {
    const [from, to] = Array.isArray(stretch) ? stretch.map((bound) => Date.parse(String(bound))) : [];
    return { from: from ?? Number.NaN, to: to ?? Number.NaN };
  });
  return (time) => time < instant || stretches.some(({ from, to }) => time >= from && time < to);
}

const streams = ['calls', 'callTranscripts'];
const keys = new Map(streams.map((stream) => [stream, keysOf(stream, truth(sandbox, stream))]));

describe('one window after the other', async () => {
  const output = await sync(sandbox, { streams, config: { num_workers: 1 } });

  test.each(streams)('states of %s go out at once, after every 5,000 records, and at the end', (stream) => {
    const counts = output
      .of('STATE')
      .filter(({ state }) => state.stream.stream_descriptor.name === stream)
      .map(({ state }) => state.sourceStats.recordCount);
    const [first, ...between] = counts.slice(0, -1);
    // Windows are as large as they are, and nothing of one is covered before its end.
    expect(first).toBeLessThan(6_000);
    expect(between.length).toBeGreaterThan(0);
    for (const count of between) {
      expect(count).toBeGreaterThanOrEqual(5_000);
      expect(count).toBeLessThan(11_000);
    }
  });

  test.each(streams)('no state of %s vouches for what was not sent', (stream) => {
    const counts = unsentAtStates(output, stream, keys.get(stream) ?? [], filedAt);
    expect(counts).toEqual(output.states(stream).map(() => 0));
  });
});

// They may end in any order.
describe('several windows at a time', () => {
  test('no state of a list that is cut vouches for what was not sent', async () => {
    const output = await sync(sandbox, { streams, config: { num_workers: 10 } });
    for (const stream of streams) {
      const counts = unsentAtStates(output, stream, keys.get(stream) ?? [], filedAt);
      expect(counts).toEqual(output.states(stream).map(() => 0));
    }
  });

  test('no state of a list that is read in windows side by side vouches for what was not sent', async () => {
    const stream = 'extensiveCalls';
    await using shared = await startSandbox({ ...small, calls: 2_400, latencyMilliseconds: 40 });
    const output = await sync(shared, { streams: [stream], config: { requests_per_second: 100 } });
    const startedAt = new Map(
      truth(shared, stream).map(({ id, startdatetime }) => [String(id), Date.parse(String(startdatetime))]),
    );
    const counts = unsentAtStates(output, stream, [...startedAt.keys()], startedAt);
    expect(counts).toEqual(output.states(stream).map(() => 0));
    expect(new Set(shared.requests.map((request) => JSON.stringify(windowOf(request)))).size).toBeGreaterThan(
      2,
    );
  });
});
