import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { startSandbox, type Change, type Sandbox, type SandboxOptions } from '../src/index.ts';
import { allContent, ask, free, parseRow, readAll, rowsOf, type Row } from './gong-client.ts';

const hour = 3_600_000;
const clock = '2026-10-20T09:00:00Z';
const company = { ...free, calls: 600, days: 30, clock, editedShare: 0.3, deletedShare: 0.1 } as const;
const everything = { body: { filter: {}, contentSelector: allContent } };

/** Ids of the calls with a change of this kind until an instant that were not deleted by then. */
function expectedIds(changes: readonly Change[], kind: Change['kind'], instant: number): string[] {
  const past = changes.filter(({ at }) => Date.parse(at) <= instant);
  const deleted = new Set(past.filter((change) => change.kind === 'deleted').map(({ callId }) => callId));
  const ids = past.filter((change) => change.kind === kind).map(({ callId }) => callId);
  return ids.filter((id) => !deleted.has(id)).toSorted();
}

const idsOf = (rows: readonly Row[], name = 'id'): string[] =>
  rows.map((row) => String(row[name])).toSorted();
const textsOf = (rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(row));

test('what is listed, and the truth, follow the clock', async () => {
  await using sandbox = await startSandbox({ ...company, numericIds: false });
  const changes = sandbox.changes();
  for (const hours of [0, 1, 5, 30, 24 * 8, 24 * 40]) {
    const instant = Date.parse(clock) + hours * hour;
    sandbox.setClock(new Date(instant).toISOString());
    const calls = await readAll(sandbox, '/v2/calls', 'calls');
    const extensive = await readAll(sandbox, '/v2/calls/extensive', 'calls', everything);
    const transcripts = await readAll(sandbox, '/v2/calls/transcript', 'callTranscripts', everything);
    const answers = await readAll(sandbox, '/v2/stats/activity/scorecards', 'answeredScorecards', {
      body: { filter: { reviewMethod: 'BOTH' } },
    });
    expect(idsOf(calls)).toEqual(expectedIds(changes, 'published', instant));
    expect(idsOf(transcripts, 'callId')).toEqual(expectedIds(changes, 'transcript', instant));
    expect(idsOf(answers, 'callId')).toEqual(expectedIds(changes, 'answered', instant));
    expect(textsOf(calls)).toEqual([...sandbox.truth('calls')]);
    expect(textsOf(extensive)).toEqual([...sandbox.truth('extensiveCalls')]);
    expect(textsOf(transcripts)).toEqual([...sandbox.truth('callTranscripts')]);
    expect(textsOf(answers)).toEqual([...sandbox.truth('answeredScorecards')]);
  }
});

test('nothing of the future is known: a call starts, ends, is published and then reviewed', async () => {
  await using sandbox = await startSandbox(company);
  for (const text of sandbox.truth('calls')) {
    const { started, duration } = parseRow(text);
    expect(Date.parse(String(started)) + Number(duration) * 1000).toBeLessThan(Date.parse(clock));
  }
  for (const text of sandbox.truth('answeredScorecards')) {
    expect(Date.parse(String(parseRow(text)['reviewTime']))).toBeLessThanOrEqual(Date.parse(clock));
  }
  expect([...sandbox.truth('calls')].length).toBeGreaterThan(300);
});

test('nine in ten calls are published within an hour of their end, the last within five days', async () => {
  await using sandbox = await startSandbox({ ...company, calls: 5000, deletedShare: 0 });
  sandbox.setClock('2027-01-01T00:00:00Z');
  const ends = new Map(
    [...sandbox.truth('calls')].map((text) => {
      const { id, started, duration } = parseRow(text);
      return [String(id), Date.parse(String(started)) + Number(duration) * 1000];
    }),
  );
  const delays = sandbox
    .changes()
    .filter(({ kind }) => kind === 'published')
    .map(({ callId, at }) => Date.parse(at) - (ends.get(callId) ?? 0));
  const shareWithin = (limit: number): number =>
    delays.filter((delay) => delay <= limit).length / delays.length;
  expect(delays).toHaveLength(5000);
  expect(Math.min(...delays)).toBeGreaterThan(3 * 60_000);
  expect(shareWithin(hour)).toBeCloseTo(0.9, 1);
  expect(shareWithin(24 * hour)).toBeCloseTo(0.99, 2);
  expect(shareWithin(120 * hour)).toBe(1);
});

test.each(['title', 'brief'] as const)('an edited %s is seen from its instant on', async (edit) => {
  await using sandbox = await startSandbox({ ...company, deletedShare: 0 });
  const change = sandbox.changes().find((one) => one.edit === edit && Date.parse(one.at) > Date.parse(clock));
  const { callId = '', at = '' } = change ?? {};
  const read = async (instant: number): Promise<{ call: unknown; extensive: unknown }> => {
    sandbox.setClock(new Date(instant).toISOString());
    const reply = await ask(sandbox, '/v2/calls/extensive', {
      body: { filter: { callIds: [callId] }, contentSelector: allContent },
    });
    return {
      call: (await ask(sandbox, `/v2/calls/${callId}`)).body['call'],
      extensive: rowsOf(reply, 'calls')[0],
    };
  };
  const [before, after] = [await read(Date.parse(at) - 1), await read(Date.parse(at))];
  expect(after.extensive).not.toEqual(before.extensive);
  // The brief is no part of a listed call.
  expect(isDeepStrictEqual(after.call, before.call)).toBe(edit === 'brief');
  expect(await read(Date.parse(at) + hour)).toEqual(after);
});

test('changes are the same for the same seed, in order, and end with the deletion of their call', async () => {
  await using sandbox = await startSandbox(company);
  await using again = await startSandbox({ ...company, clock: '2026-10-28T00:00:00Z' });
  const changes = sandbox.changes();
  expect(again.changes()).toEqual(changes);
  const times = changes.map(({ at }) => at);
  expect(times).toEqual(times.toSorted());
  const kinds = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length;
  expect(kinds('published')).toBe(600);
  expect(kinds('edited') / 600).toBeCloseTo(0.29, 1);
  expect(kinds('deleted') / 600).toBeCloseTo(0.1, 1);
  const deleted = new Set<string>();
  for (const { callId, kind } of changes) {
    expect(deleted.has(callId)).toBe(false);
    if (kind === 'deleted') deleted.add(callId);
  }
});

test('a walk that is under way keeps the moment it began with', async () => {
  await using sandbox = await startSandbox({ ...company, deletedShare: 0 });
  const first = await ask(sandbox, '/v2/calls');
  sandbox.setClock('2026-10-30T00:00:00Z');
  const cursor = first.body.records?.cursor ?? '';
  const second = await ask(sandbox, '/v2/calls', { query: { cursor } });
  expect(second.body.records?.totalRecords).toBe(first.body.records?.totalRecords);
});

test('the clock can be moved and changes be read from outside', async () => {
  await using sandbox = await startSandbox(company);
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${sandbox.url}/sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const before = [...sandbox.truth('calls')].length;
  expect((await post('clock', '2026-10-25T00:00:00Z')).status).toBe(200);
  expect([...sandbox.truth('calls')].length).toBeGreaterThan(before);
  expect((await post('clock', 'yesterday')).status).toBe(400);
  expect((await post('clock', 5)).status).toBe(400);
  const changes = await (await fetch(`${sandbox.url}/sandbox/changes`)).text();
  expect(changes).toBe(
    sandbox
      .changes()
      .map((change) => `${JSON.stringify(change)}\n`)
      .join(''),
  );
});

test('without a clock nothing changes, and there is none to set', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 20 });
  expect(sandbox.changes()).toEqual([]);
  expect(() => sandbox.setClock(clock)).toThrow('without a clock');
});

test.each<[SandboxOptions, string]>([
  [{ clock: 'noon' }, 'clock'],
  [{ editedShare: 0.1 }, 'clock'],
  [{ deletedShare: 0.1 }, 'clock'],
  [{ clock, lateShare: 0.1 }, 'lateShare'],
  [{ clock, editedShare: 2 }, 'editedShare'],
])('options that make no sense are refused: %j', async (options, name) => {
  const started: Promise<Sandbox> = startSandbox({ ...free, ...options });
  await expect(started).rejects.toThrow(name);
});
