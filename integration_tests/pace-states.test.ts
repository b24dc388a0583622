import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../src/sandbox/index.ts';
import type { JsonObject } from '../test/support/airbyte-message.ts';
import type { Output } from '../test/support/airbyte-output.ts';
import { keysOf, truth } from '../test/support/truth.ts';
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

/** Per state: records before its instant, by the given times, that had not been sent when it went out. */
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
      const instant = instantOf(message.state.stream.stream_state);
      counts.push([...unsent].filter((key) => (times.get(key) ?? 0) < instant).length);
    }
  }
  return counts;
}

function instantOf(state: JsonObject): number {
  return Date.parse(String(state['started'] ?? state['startdatetime']));
}

const streams = ['calls', 'callTranscripts'];
const keys = new Map(streams.map((stream) => [stream, keysOf(stream, truth(sandbox, stream))]));

describe('one window after the other', async () => {
  const output = await sync(sandbox, { streams, config: { num_workers: 1 } });
  const lists = sandbox.requests.filter(({ path }) => path === '/v2/calls');
  const windows = new Set(lists.map((request) => JSON.stringify({ ...windowOf(request), cursor: '' })));

  test.each(streams)('a state of %s goes out for each of them', (stream) => {
    // The whole window was cut after its first page.
    expect(windows.size - 1).toBeGreaterThan(2);
    expect(output.states(stream)).toHaveLength(windows.size - 1);
  });

  test.each(streams)('no state of %s vouches for what was not sent', (stream) => {
    const counts = unsentAtStates(output, stream, keys.get(stream) ?? [], filedAt);
    expect(counts).toEqual(output.states(stream).map(() => 0));
  });
});

// The later one may be read before the earlier one, and then has to wait for it.
describe('several windows at a time', () => {
  test('no state of a list that is cut vouches for what was not sent', async () => {
    const output = await sync(sandbox, { streams, config: { num_workers: 10 } });
    for (const stream of streams) {
      const counts = unsentAtStates(output, stream, keys.get(stream) ?? [], filedAt);
      expect(counts).toEqual(output.states(stream).map(() => 0));
    }
  });

  test('no state of a list that walks share vouches for what was not sent', async () => {
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
