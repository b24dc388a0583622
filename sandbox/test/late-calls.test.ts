import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { ask, free, parseRow, readAll, withCursor } from './gong-client.ts';

const options = { ...free, calls: 300, lateShare: 0.2, lateWithinDays: 120, pageSize: 50 };

test('late calls are hidden everywhere until they are published', async () => {
  await using sandbox = await startSandbox(options);
  const before = [...sandbox.truth('calls')];
  const count = async (): Promise<number[]> => [
    (await readAll(sandbox, '/v2/calls', 'calls')).length,
    (await readAll(sandbox, '/v2/calls/extensive', 'calls', { body: { filter: {} } })).length,
    (await readAll(sandbox, '/v2/calls/transcript', 'callTranscripts', { body: { filter: {} } })).length,
    (await readAll(sandbox, '/v2/stats/activity/scorecards', 'answeredScorecards', { body: { filter: {} } }))
      .length,
  ];
  const early = await count();
  sandbox.publishLate();
  const late = await count();
  expect(early[0]).toBe(before.length);
  expect(late[0]).toBe(300);
  expect(late.every((number, index) => number > (early[index] ?? 0))).toBe(true);
  const known = new Set(before);
  const hidden = [...sandbox.truth('calls')].filter((text) => !known.has(text));
  expect(hidden.length).toBeGreaterThan(30);
});

test('a late call cannot be read by its id before it is published', async () => {
  await using sandbox = await startSandbox(options);
  const early = new Set(sandbox.truth('calls'));
  await using published = await startSandbox({ ...options, lateShare: 0 });
  const hidden = [...published.truth('calls')].find((text) => !early.has(text)) ?? '{}';
  const { id } = parseRow(hidden);
  const question = { body: { filter: { callIds: [id] } } };
  expect((await ask(sandbox, `/v2/calls/${String(id)}`)).status).toBe(404);
  expect((await ask(sandbox, '/v2/calls/extensive', question)).status).toBe(404);
  sandbox.publishLate();
  expect((await ask(sandbox, '/v2/calls/extensive', question)).status).toBe(200);
});

test('a walk that is under way keeps what it began with', async () => {
  await using sandbox = await startSandbox(options);
  const first = await ask(sandbox, '/v2/calls');
  sandbox.publishLate();
  const second = await ask(sandbox, '/v2/calls', withCursor({}, first.body.records?.cursor));
  expect(second.body.records?.totalRecords).toBe(first.body.records?.totalRecords);
  expect((await ask(sandbox, '/v2/calls')).body.records?.totalRecords).toBe(300);
});

test('only calls of the last days are late, the share counted among them', async () => {
  const recent = { ...free, calls: 3000, days: 60, lateShare: 0.3 };
  const lateOf = async (late: object): Promise<number[]> => {
    await using sandbox = await startSandbox({ ...recent, ...late });
    const early = new Set(sandbox.truth('calls'));
    sandbox.publishLate();
    const hidden = [...sandbox.truth('calls')].filter((text) => !early.has(text));
    return hidden.map((text) => (Date.parse(free.until) - Date.parse(startOf(text))) / 86_400_000);
  };
  const [usual, longer] = [await lateOf({}), await lateOf({ lateWithinDays: 20 })];
  expect(Math.max(...usual)).toBeLessThanOrEqual(5);
  expect(usual.length).toBeGreaterThan(3000 * (5 / 60) * 0.1);
  expect(Math.max(...longer)).toBeLessThanOrEqual(20);
  expect(longer.length).toBeGreaterThan(3000 * (20 / 60) * 0.2);
  expect(longer.length).toBeLessThan(3000 * (20 / 60) * 0.4);
});

function startOf(text: string): string {
  return String(parseRow(text)['started']);
}
