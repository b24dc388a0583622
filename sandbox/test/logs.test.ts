import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, readAll, type Row } from './gong-client.ts';

const path = '/v2/logs';
const types = [
  'AccessLog',
  'UserActivityLog',
  'UserCallPlay',
  'ExternallySharedCallAccess',
  'ExternallySharedCallPlay',
] as const;
const fromDateTime = '2026-01-01T00:00:00Z';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 100, days: 60, logEntries: 130, pageSize: 50 });
});
afterAll(() => sandbox.close());

const read = async (logType: string, more: Record<string, string> = {}): Promise<Row[]> =>
  readAll(sandbox, path, 'logEntries', { query: { logType, fromDateTime, ...more } });

test('the five logs together, with their type, are the truth but for the key', async () => {
  const rows: Row[] = [];
  for (const logType of types) {
    for (const entry of await read(logType)) rows.push({ ...entry, logType });
  }
  const truth = [...sandbox.truth('logs')].map((text) => parseRow(text));
  expect(rows).toEqual(truth.map(({ logEntryId, ...row }) => (logEntryId === undefined ? {} : row)));
  expect(new Set(truth.map(({ logEntryId }) => logEntryId)).size).toBe(rows.length);
});

test('an access log ends after 14 days, the others do not', async () => {
  const oldest = Date.parse(free.until) - 14 * 86_400_000;
  const times = (await read('AccessLog')).map(({ eventTime }) => Date.parse(String(eventTime)));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(oldest);
  expect(times.length).toBeLessThan(40);
  expect((await read('UserCallPlay')).length).toBe(130);
});

test('times are UTC in milliseconds, and some entries share theirs', async () => {
  const times = (await read('UserActivityLog')).map(({ eventTime }) => String(eventTime));
  expect(times.every((time) => /T\d\d:\d\d:\d\d\.\d{3}Z$/.test(time))).toBe(true);
  expect(new Set(times).size).toBe(117);
});

test('windows meet without a gap', async () => {
  const whole = await read('UserCallPlay');
  const middle = String(whole[60]?.['eventTime']);
  const parts = [
    ...(await read('UserCallPlay', { toDateTime: middle })),
    ...(await read('UserCallPlay', { fromDateTime: middle })),
  ];
  expect(parts).toEqual(whole);
});

test('those who act in the place of others are named, and those who are no users have no id', async () => {
  const activity = await read('UserActivityLog');
  expect(activity.some(({ impersonatorUserId }) => impersonatorUserId !== null)).toBe(true);
  const strangers = await read('ExternallySharedCallAccess');
  expect(strangers.every(({ userId }) => userId === null || userId === undefined)).toBe(true);
  expect(strangers.some((entry) => !('userId' in entry))).toBe(true);
});

test('nothing in a period is a 404 in Gong’s words', async () => {
  const query = { logType: 'UserCallPlay', fromDateTime, toDateTime: '2026-01-02T00:00:00Z' };
  const { status, body } = await ask(sandbox, path, { query });
  expect([status, body.errors]).toEqual([404, ['No logs found for the specified period']]);
});

test.each([
  ['without a type', { fromDateTime }],
  ['with an unknown type', { fromDateTime, logType: 'Everything' }],
  ['without a start', { logType: 'AccessLog' }],
])('400 for a question %s', async (_, query: Record<string, string>) => {
  expect((await ask(sandbox, path, { query })).status).toBe(400);
});

test('entries appear with the clock', async () => {
  await using own = await startSandbox({ ...free, days: 60, calls: 10, clock: '2026-10-10T00:00:00Z' });
  const before = [...own.truth('logs')];
  own.setClock('2026-10-20T00:00:00Z');
  const after = [...own.truth('logs')].filter((text) => text.includes('"logType":"UserCallPlay"'));
  expect(after.slice(0, -1).length).toBeGreaterThan(
    before.filter((text) => text.includes('"logType":"UserCallPlay"')).length,
  );
  expect(
    after.every(
      (text) => Date.parse(String(parseRow(text)['eventTime'])) <= Date.parse('2026-10-20T00:00:00Z'),
    ),
  ).toBe(true);
});
