import { describe, expect, test } from 'vitest';
import { ConfigError, TransientError } from '../../src/base/errors.ts';
import { DAY, HOUR, SECOND } from '../../src/base/instant.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { ExtensiveCalls } from '../../src/streams/extensive-calls.ts';
import { UserSettingsHistory } from '../../src/streams/user-settings-history.ts';
import { NOW, openSession, statesAmong, withoutLogs } from './open-session.ts';

function records(count: number, first = 1): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(first + index) }));
}

/** The days before now from one to another. */
function days(from: number, to: number): { from: number; to: number } {
  return { from: NOW - from * DAY, to: NOW - to * DAY };
}

const lookbackMs = 7 * DAY;

test('the messages of a stream come in the order that Airbyte asks for', async () => {
  const { session, close, coverage, written } = openSession({ lookbackMs });
  session.start();
  session.estimate(2);
  coverage.noteItems();
  await session.send(records(2));
  close(session.range);
  session.complete();
  const state = {
    started: '2026-11-20T08:00:00Z',
    utc: true,
    list: 'calls',
    coverage: [['2026-08-22T08:00:00Z', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z']],
  };
  expect(await written()).toEqual([
    'STARTED',
    'INFO Syncing stream: calls, 2026-08-22T08:00:00Z to 2026-11-20T08:00:00Z',
    'RUNNING',
    'ESTIMATE 2',
    'RECORD 1',
    'RECORD 2',
    `STATE of 2: ${JSON.stringify(state)}`,
    'INFO Read 2 records from calls stream',
    'COMPLETE',
  ]);
});

test('a stream that cannot be incremental has one state, at its end', async () => {
  const { session, close, written, pass } = openSession({ stream: new UserSettingsHistory() });
  session.start();
  await session.send(records(1));
  pass(60 * SECOND);
  await session.send(records(5_001, 2));
  close(session.range);
  session.complete();
  const lines = withoutLogs(await written());
  expect(lines.filter((line) => line.startsWith('STATE'))).toEqual([
    'STATE of 5002: {"__ab_no_cursor_state_message":true}',
  ]);
  expect(lines.slice(-2, -1)).toEqual(['STATE of 5002: {"__ab_no_cursor_state_message":true}']);
});

describe('a state goes out', () => {
  test('when the first window has been read, since there was none before', async () => {
    const { close, written } = openSession({ lookbackMs });
    close(days(30, 0));
    expect(statesAmong(await written())).toHaveLength(1);
  });

  test('twenty seconds after the last one', async () => {
    const { close, written, pass } = openSession({ lookbackMs });
    close(days(30, 0));
    pass(20 * SECOND - 1);
    close(days(60, 30));
    expect(statesAmong(await written())).toHaveLength(1);
    pass(1);
    close(days(70, 60));
    expect(statesAmong(await written())).toHaveLength(2);
    pass(19 * SECOND);
    close(days(80, 70));
    expect(statesAmong(await written())).toHaveLength(2);
  });

  test('five thousand records after the last one', async () => {
    const { session, close, written } = openSession({ lookbackMs });
    close(days(30, 0));
    await session.send(records(4_999));
    close(days(60, 30));
    expect(statesAmong(await written())).toHaveLength(1);
    await session.send(records(1, 5_000));
    const lines = withoutLogs(await written());
    expect(lines.at(-1)).toMatch(/^STATE of 5000: /);
    expect(statesAmong(lines)).toHaveLength(2);
  });

  test('with the records that come long after a window has been read', async () => {
    const { session, close, written, pass } = openSession({ lookbackMs });
    close(days(30, 0));
    close(days(60, 30));
    pass(20 * SECOND);
    await session.send(records(1));
    expect(statesAmong(await written())).toHaveLength(2);
  });

  test('only if more has been read, however long ago and however many records', async () => {
    const { session, close, written, pass } = openSession({ lookbackMs });
    await session.send(records(6_000));
    close(days(30, 0));
    pass(HOUR);
    await session.send(records(6_000, 6_001));
    expect(statesAmong(await written())).toHaveLength(1);
  });

  test('at the end with what has been read since the last one', async () => {
    const { session, close, written } = openSession({ lookbackMs });
    close(days(30, 0));
    await session.send(records(3));
    close(days(90, 30));
    session.complete();
    const lines = withoutLogs(await written());
    expect(lines.at(-2)).toMatch(/^STATE of 3: \{"started":"2026-11-20T08:00:00Z"/);
    expect(statesAmong(lines)).toHaveLength(2);
  });

  test('at the end only once', async () => {
    const { session, close, written } = openSession({ lookbackMs });
    close(session.range);
    session.complete();
    expect(statesAmong(await written())).toHaveLength(1);
  });

  test('at the end as it was given, if nothing was to be read', async () => {
    const given = { started: '2026-11-20T08:00:00Z', utc: true, note: 'from elsewhere', coverage: [] };
    const { session, written } = openSession({ given });
    session.complete();
    expect(statesAmong(await written())).toEqual([given]);
  });

  test('at the end, though it says nothing', async () => {
    const { session, written } = openSession();
    session.complete();
    expect(await written()).toContain('STATE of 0: {}');
  });

  test('at a failure with what has been read', async () => {
    const { session, close, written } = openSession({ lookbackMs });
    close(days(30, 0));
    await session.send(records(3));
    close(days(60, 30));
    session.fail(new TransientError('Gong is away'));
    const lines = withoutLogs(await written());
    const [, state] = statesAmong(lines);
    expect(state?.['coverage']).toEqual([
      ['2026-09-21T08:00:00Z', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z'],
    ]);
    expect(lines.slice(-3).map((line) => line.split(':')[0])).toEqual([
      'TRACE Gong is away',
      'STATE of 3',
      'INCOMPLETE',
    ]);
  });

  test('at a failure as it was given, if nothing has been read', async () => {
    const given = { started: '2026-11-19T08:00:00Z' };
    const { session, written } = openSession({ given });
    await session.send(records(3));
    session.fail(new TransientError('Gong is away'));
    const lines = withoutLogs(await written());
    expect(lines.slice(-2)).toEqual([`STATE of 3: ${JSON.stringify(given)}`, 'INCOMPLETE']);
  });

  test('at a failure without anything new only if there was none', async () => {
    const { session, close, written } = openSession({ lookbackMs });
    close(days(30, 0));
    session.fail(new TransientError('Gong is away'));
    expect(statesAmong(await written())).toHaveLength(1);
  });
});

describe('a stream that has ended', () => {
  test('sends nothing more', async () => {
    for (const end of ['complete', 'fail', 'interrupt'] as const) {
      const { session, close, written, events } = openSession({ lookbackMs });
      session[end](new TransientError('Gong is away'));
      const before = await written();
      await session.send(records(2));
      close(session.range);
      session.estimate(3);
      session.sendStateIfDue();
      session.complete();
      session.fail(new ConfigError('later'));
      session.interrupt();
      events.emit('wait', { until: NOW });
      expect(await written()).toEqual(before);
      expect(session.isActive).toBe(false);
    }
  });

  test('fails for its first reason', () => {
    const { session } = openSession();
    const first = new TransientError('Gong is away');
    session.fail(first);
    session.fail(new ConfigError('later'));
    expect(session.failure).toBe(first);
  });

  test('is INCOMPLETE, and no failure, where the whole sync ends', async () => {
    const ending = new AbortController();
    const { session, close, written } = openSession({ lookbackMs, signal: ending.signal });
    close(days(30, 0));
    await session.send(records(2));
    ending.abort();
    session.fail(ending.signal.reason);
    session.interrupt();
    session.interrupt();
    const lines = withoutLogs(await written());
    expect(lines.filter((line) => line === 'INCOMPLETE')).toHaveLength(1);
    expect(lines.some((line) => line.startsWith('TRACE'))).toBe(false);
    expect(session.failure).toBeUndefined();
  });
});

test('C20: an error that another stream has told is not told again, and the stream is INCOMPLETE all the same', async () => {
  const { session, written } = openSession({ isNews: ({ message }) => message !== 'The key is wrong.' });
  session.fail(new ConfigError('The key is wrong.'));
  expect(withoutLogs(await written())).toEqual(['STATE of 0: {}', 'INCOMPLETE']);
  expect(session.failure?.message).toBe('The key is wrong.');
});

test('an error that is not ours by name is a defect', async () => {
  const { session, written } = openSession();
  session.fail(new Error('boom'));
  expect(session.failure?.failureType).toBe('system_error');
  expect(withoutLogs(await written())[0]).toMatch(
    /^TRACE The connector failed in a way that it does not know/,
  );
});

describe('a wait', () => {
  const limited = `RUNNING [{"type":"RATE_LIMITED","rate_limited":{"quota_reset":${NOW}}}]`;

  test('is over with the next record', async () => {
    const { session, written, events } = openSession();
    events.emit('wait', { until: NOW });
    await session.send(records(1));
    await session.send(records(1, 2));
    expect(await written()).toEqual([limited, 'RUNNING', 'RECORD 1', 'RECORD 2']);
  });

  test('is over with the next state', async () => {
    const { session, close, written, events } = openSession({ lookbackMs });
    events.emit('wait', { until: NOW });
    close(session.range);
    expect((await written()).map((line) => line.split(' ')[0])).toEqual(['RUNNING', 'RUNNING', 'STATE']);
  });

  test('is over before the stream is COMPLETE', async () => {
    const { session, written, events } = openSession();
    events.emit('wait', { until: NOW });
    session.complete();
    expect(withoutLogs(await written())).toEqual([limited, 'RUNNING', 'STATE of 0: {}', 'COMPLETE']);
  });
});

describe('records', () => {
  test('C1: one that cannot be written is reported and not counted, and the stream goes on', async () => {
    const { session, close, written } = openSession({ lookbackMs });
    await session.send([{ id: '1' }, { id: '2', size: 1n }, { id: '3' }]);
    close(session.range);
    session.complete();
    const lines = await written();
    const [first, report, next, state, ...rest] = lines;
    expect([first, next]).toEqual(['RECORD 1', 'RECORD 3']);
    expect(report).toMatch(/^ERROR calls: the record 2 cannot be written as one line of JSON \(.*BigInt.*\)/);
    expect(state).toMatch(/^STATE of 2: /);
    expect(rest).toEqual(['INFO Read 2 records from calls stream', 'COMPLETE']);
  });

  test('C1: one that cannot be written need not have a key that can', async () => {
    const { session, written } = openSession();
    await session.send([{ id: { toString: 'no function' }, size: 1n }, { id: '1' }]);
    session.complete();
    const [report, ...rest] = await written();
    expect(report).toMatch(/^ERROR calls: the record without id cannot be written/);
    expect(withoutLogs(rest)).toEqual(['RECORD 1', 'STATE of 1: {}', 'COMPLETE']);
  });

  test('without a field are left out, since the platform drops them', async () => {
    const { session, written } = openSession();
    await session.send([{}, { id: '1' }, { id: undefined }]);
    session.complete();
    expect(withoutLogs(await written())).toEqual(['RECORD 1', 'STATE of 1: {}', 'COMPLETE']);
  });

  test.each([[{ parties: [] }], [{ id: null, parties: [] }]])(
    'C14: %j has no key, which is told at the end',
    async (record) => {
      const { session, written } = openSession({ stream: new ExtensiveCalls() });
      await session.send([record, { id: '1' }, record]);
      session.complete();
      expect(await written()).toContain("WARN extensiveCalls: 2 of Gong's items have no id, the key.");
    },
  );

  test('that have their key are nothing to warn of', async () => {
    const { session, written } = openSession();
    await session.send(records(3));
    session.complete();
    expect((await written()).filter((line) => line.startsWith('WARN'))).toEqual([]);
  });

  test('that differ from the schema go out, with a warning', async () => {
    const validate = Object.assign(() => false, {
      errors: [
        { instancePath: '/id', schemaPath: '#', keyword: 'type', params: {}, message: 'must be text' },
      ],
    });
    const { session, written } = openSession({ validate });
    await session.send(records(2));
    session.complete();
    const lines = await written();
    expect(lines).toContain('RECORD 2');
    expect(lines.filter((line) => line.startsWith('WARN calls: '))).toHaveLength(2);
  });
});
