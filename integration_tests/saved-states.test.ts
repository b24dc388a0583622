import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { daysAgo, incrementalStreams, small, stateOf, sync, toUtc } from './support/sync.ts';
import { askedFrom } from './support/requests.ts';

const sandbox = await startSandbox({ ...small, calls: 40 });
afterAll(() => sandbox.close());

const day = 86_400_000;
const saved = `${daysAgo(3).slice(0, 10)}T10:20:30Z`;
const instant = Date.parse(saved);
const config = { lookback_window_days: 0 };

/** From when on the read of one stream asked, as Gong saw it. */
async function askedWith(stream: string, state: unknown): Promise<string> {
  sandbox.resetRequests();
  await sync(sandbox, { streams: [stream], state, config, foreignStates: [stream] });
  return askedFrom(sandbox.requests);
}

/** Airbyte's connector writes local times as UTC, so 14 hours before its states are read again. */
const withSlack = toUtc(instant - 14 * 3_600_000);

describe('states of Airbyte’s connector', () => {
  const nested = {
    use_global_cursor: true,
    state: { started: saved },
    lookback_window: 60,
    parent_state: { calls: { started: '2020-01-01T00:00:00Z' } },
  };
  test.each([
    ['calls', { started: saved }, withSlack],
    ['calls', { started: saved.replace('Z', '.123456Z') }, withSlack],
    ['calls', { started: saved.replace('Z', '+00:00') }, withSlack],
    ['extensiveCalls', { startdatetime: saved }, withSlack],
    [
      'answeredScorecards',
      { reviewTime: saved.slice(0, 10) },
      toUtc(Date.parse(saved.slice(0, 10)) - 2 * day).slice(0, 10),
    ],
    ['callTranscripts', { started: saved }, withSlack],
    ['callTranscripts', nested, toUtc(instant - 14 * 3_600_000 - 60_000)],
  ])('%s goes on from %j', async (stream, state, from) => {
    expect(await askedWith(stream, [stateOf(stream, state)])).toBe(from);
  });

  test('are read as the one object that old platforms sent', async () => {
    expect(await askedWith('calls', { calls: { started: saved }, users: {} })).toBe(withSlack);
  });

  test('are read out of a GLOBAL state', async () => {
    const stream_states = [{ stream_descriptor: { name: 'calls' }, stream_state: { started: saved } }];
    const state = [{ type: 'GLOBAL', global: { shared_state: null, stream_states } }];
    expect(await askedWith('calls', state)).toBe(withSlack);
  });
});

describe('no state', () => {
  test.each([
    ['an empty list', []],
    ['an empty object', {}],
    ['null', [stateOf('calls', null)]],
    ['a descriptor alone', [{ type: 'STREAM', stream: { stream_descriptor: { name: 'calls' } } }]],
    ['the mark of a full refresh', [stateOf('calls', { __ab_no_cursor_state_message: true })]],
    ['the mark of a finished one', [stateOf('calls', { __ab_full_refresh_sync_complete: true })]],
    ['another stream’s state', [stateOf('deals', { started: saved })]],
  ])('%s: from the start date on', async (_name, state) => {
    expect(await askedWith('calls', state)).toBe(sandbox.config['start_date']);
  });

  test('of two states the last counts', async () => {
    const state = [
      stateOf('calls', { started: '2020-01-01T00:00:00Z' }),
      stateOf('calls', { started: saved }),
    ];
    expect(await askedWith('calls', state)).toBe(withSlack);
  });
});

describe('a malformed state fails its stream alone', () => {
  test.each([
    [{ started: 'yesterday' }, 'started'],
    [{ started: 1_763_740_000 }, 'started'],
    [{ state: { started: '2026-13-01T00:00:00Z' } }, 'state.started'],
    ['2026-11-01T00:00:00Z', 'stream_state'],
  ])('%j', async (state, path) => {
    const output = await sync(sandbox, {
      state: [stateOf('calls', state)],
      exitCode: 1,
      foreignStates: ['calls'],
    });
    expect(output.errors()).toMatchObject([
      {
        failure_type: 'config_error',
        stream_descriptor: { name: 'calls' },
        message: expect.stringContaining(path),
      },
    ]);
    expect(output.errors('calls')[0]?.message).toMatch(/\bcalls\b/);
    expect(output.statuses('calls').at(-1)).toBe('INCOMPLETE');
    for (const stream of ['users', ...incrementalStreams.slice(1)]) {
      expect(output.statuses(stream).at(-1)).toBe('COMPLETE');
    }
  });
});
