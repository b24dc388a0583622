import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { countsOf, windowOf } from './support/requests.ts';
import { daysAgo, incrementalStreams, small, stateOf, sync } from './support/sync.ts';
import { keysOf, truth } from '../test-kit/truth.ts';

const config = { include_private_calls: true, lookback_window_days: 0 };
const long = { ...small, calls: 1_800, days: 60 };

// Gong files web conferences under their scheduled time and all other calls under their start, so what lies in a
// window and what a call says of itself do not agree. Enough calls, and the list is read in several windows.
describe('a long list', () => {
  const choice = { streams: ['calls'], config };

  test.concurrent.each(['ascending', 'descending', 'scattered'] as const)(
    'in %s order gives each call once',
    async (order) => {
      await using sandbox = await startSandbox({ ...long, order });
      const output = await sync(sandbox, choice);
      const keys = keysOf('calls', truth(sandbox, 'calls', true));
      expect(keys).toHaveLength(long.calls);
      expect(keysOf('calls', output.records('calls'))).toEqual(keys);
    },
  );

  test.concurrent('that is cut gives states on the way, from each of which the rest can be read', async () => {
    const calls = 23_000;
    await using sandbox = await startSandbox({ ...long, calls, pageSize: 1_000 });
    const output = await sync(sandbox, { ...choice, config: { ...config, num_workers: 1 } });
    const states = output.of('STATE');
    expect(states.length).toBeGreaterThan(1);
    let counted = 0;
    for (const { state } of states.slice(0, -1)) {
      counted += state.sourceStats.recordCount;
      const rest = await sync(sandbox, { ...choice, state: [{ type: state.type, stream: state.stream }] });
      expect(rest.records('calls').length).toBeGreaterThanOrEqual(calls - counted);
      expect(rest.records('calls').length).toBeLessThan(calls);
    }
  });
});

// Here Gong goes by one time, so it is known which window a call belongs to: walks leave parts of theirs to others.
describe('a long list of calls with their content', () => {
  const stream = 'extensiveCalls';

  test.concurrent.each([
    ['that takes its time', { latencyMilliseconds: 150, order: 'ascending' }],
    ['whose first page is long in coming', { latencyMilliseconds: 900, calls: 900, order: 'ascending' }],
    ['whose first page is long in coming', { latencyMilliseconds: 900, calls: 900, order: 'descending' }],
    ['whose first page is long in coming', { latencyMilliseconds: 900, calls: 900, order: 'scattered' }],
  ] as const)('%s is read in windows side by side, each call once: %j', async (_name, options) => {
    await using sandbox = await startSandbox({ ...long, ...options });
    const output = await sync(sandbox, { streams: [stream], config });
    const windows = sandbox.requests.map((request) => JSON.stringify(windowOf(request)));
    expect(new Set(windows).size).toBeGreaterThan(2);
    expect(keysOf(stream, output.records(stream))).toEqual(keysOf(stream, truth(sandbox, stream, true)));
  });
});

describe('two streams of one list', () => {
  test('that have come to different points get what each of them lacks, once', async () => {
    await using sandbox = await startSandbox({ ...small, calls: 400 });
    const saved = daysAgo(8);
    const streams = ['calls', 'callTranscripts'];
    for (const stream of streams) {
      const state = [stateOf(stream, { started: saved, utc: true })];
      const output = await sync(sandbox, { streams, state, config });
      const other = streams.find((name) => name !== stream) ?? '';
      expect(keysOf(other, output.records(other))).toEqual(keysOf(other, truth(sandbox, other, true)));
      const alone = await sync(sandbox, { streams: [stream], state, config });
      expect(keysOf(stream, output.records(stream))).toEqual(keysOf(stream, alone.records(stream)));
      expect(alone.records(stream).length).toBeGreaterThan(50);
    }
  });
});

describe('an hourly sync of a quiet account', async () => {
  const sandbox = await startSandbox({ ...small, calls: 200, users: 150 });
  afterAll(() => sandbox.close());
  const hourAgo = daysAgo(1 / 24);
  const cursors = { calls: 'started', extensiveCalls: 'startdatetime', answeredScorecards: 'reviewTime' };
  const state = Object.entries({ ...cursors, callTranscripts: 'started' }).map(([stream, cursor]) =>
    stateOf(stream, { [cursor]: hourAgo, utc: true }),
  );
  const requestsOf = async (streams?: readonly string[]): Promise<number> => {
    sandbox.resetRequests();
    await sync(sandbox, { state, ...(streams === undefined ? {} : { streams }) });
    return sandbox.requests.length;
  };

  test.each(Object.keys(cursors))('asks for %s at most twice', async (stream) => {
    expect(await requestsOf([stream])).toBeLessThanOrEqual(2);
  });

  test('asks for transcripts at most three times, the list of calls included', async () => {
    expect(await requestsOf(['callTranscripts'])).toBeLessThanOrEqual(3);
  });

  test('asks for users once per hundred, and for scorecards once', async () => {
    expect(await requestsOf(['users'])).toBe(2);
    expect(await requestsOf(['scorecards'])).toBe(1);
  });

  test('reads the list of calls once for both streams that need it', async () => {
    expect(await requestsOf(incrementalStreams)).toBeLessThanOrEqual(7);
    expect(countsOf(sandbox.requests)['/v2/calls']).toBeLessThanOrEqual(2);
  });
});
