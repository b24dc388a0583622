import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, rowsOf, type Row } from './gong-client.ts';

let sandbox: Sandbox;
let users: Row[];
let calls: Row[];
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 300, days: 30, users: 40 });
  users = [...sandbox.truth('users')].map((text) => parseRow(text));
  calls = [...sandbox.truth('calls')].map((text) => parseRow(text));
});
afterAll(() => sandbox.close());

const texts = (rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

function historyOf(id: unknown): string {
  return `/v2/users/${String(id)}/settings-history`;
}

function list(value: unknown): Row[] {
  const rows: Row[] = JSON.parse(JSON.stringify(value ?? []));
  return rows;
}

/** How many calls the coaching of a period names. */
function callsOf(from: string, to: string): number {
  const rows = [...sandbox.truth('coaching', { from, to })].join('\n');
  return rows.match(/"\d{19}"/g)?.length ?? 0;
}

describe('the history of settings', () => {
  test('of all users, with their ids, is the truth; some have none', async () => {
    const rows: Row[] = [];
    for (const { id } of users) {
      const history = rowsOf(await ask(sandbox, historyOf(id)), 'userSettingsHistory');
      rows.push(...history.map((change) => ({ ...change, userId: id })));
    }
    expect(texts(rows)).toEqual([...sandbox.truth('userSettingsHistory')].toSorted());
    expect(new Set(rows.map(({ userId }) => userId)).size).toBeLessThan(users.length);
    const keys = rows.map(({ userId, setting, time }) => [userId, setting, time].join(' '));
    expect(new Set(keys).size).toBe(rows.length);
    expect(new Set(rows.map(({ userId, time }) => [userId, time].join(' '))).size).toBeLessThan(rows.length);
  });

  test('of nobody is a 404, of no id a 400', async () => {
    const unknown = await ask(sandbox, historyOf('1234567890123456789'));
    expect([unknown.status, unknown.body.errors]).toEqual([404, ['User not found']]);
    expect((await ask(sandbox, historyOf('somebody'))).status).toBe(400);
  });
});

describe('access to calls', () => {
  const path = '/v2/calls/users-access';
  const read = async (ids: unknown[]): Promise<Row[]> =>
    rowsOf(await ask(sandbox, path, { body: { filter: { callIds: ids } } }), 'callAccessList');

  test('a row for every call and user is the truth', async () => {
    const rows: Row[] = [];
    for (let start = 0; start < calls.length; start += 100) {
      const found = await read(calls.slice(start, start + 100).map(({ id }) => id));
      rows.push(
        ...found.flatMap(({ callId, users: given }) => {
          const { started } = calls.find(({ id }) => id === callId) ?? {};
          return list(given).map((user) => ({ ...user, callId, started }));
        }),
      );
    }
    expect(texts(rows)).toEqual([...sandbox.truth('callUsersAccess')].toSorted());
  });

  test('nobody has access to most calls: an empty list, none, or no call at all', async () => {
    const ids = calls.slice(0, 100).map(({ id }) => id);
    const found = await read(ids);
    expect(found.length).toBeLessThan(100);
    expect(found.some(({ users: given }) => given === null)).toBe(true);
    expect(found.some(({ users: given }) => list(given).length === 0 && given !== null)).toBe(true);
  });

  test('unknown calls are passed over, and no ids are a 400', async () => {
    expect(await read(['1234567890123456789'])).toEqual([]);
    for (const filter of [{}, { callIds: [] }, { callIds: [''] }]) {
      expect((await ask(sandbox, path, { body: { filter } })).status).toBe(400);
    }
  });
});

describe('coaching', () => {
  const path = '/v2/coaching';
  const period = { from: '2026-10-10T00:00:00Z', to: '2026-10-20T00:00:00Z' };
  const read = async (workspaceId: unknown, managerId: unknown): Promise<Row[]> => {
    const query = { 'workspace-id': String(workspaceId), 'manager-id': String(managerId), ...period };
    return rowsOf(await ask(sandbox, path, { query }), 'coachingData');
  };

  test('of all users and workspaces, a row for everybody who reports to somebody, is the truth', async () => {
    const workspaces = [...sandbox.truth('workspaces')].map((text) => parseRow(text)['id']);
    const rows: Row[] = [];
    for (const workspaceId of workspaces) {
      for (const { id } of users) {
        for (const { manager, directReportsMetrics } of await read(workspaceId, id)) {
          const reports: Row[] = JSON.parse(JSON.stringify(directReportsMetrics));
          rows.push(
            ...reports.map(({ report, metrics }) => ({
              manager,
              report,
              metrics,
              workspaceId,
              managerId: id,
              reportId: Object(report).id,
              ...period,
            })),
          );
        }
      }
    }
    expect(texts(rows)).toEqual([...sandbox.truth('coaching', period)].toSorted());
    const managed = users.filter(({ managerId }) => managerId !== null).length;
    expect(rows.length).toBe(managed * workspaces.length);
    expect(JSON.stringify(rows)).toMatch(/"callsListenedTo":\["\d+/);
  });

  test('shorter periods add up', async () => {
    const [start, middle, end] = ['2026-10-01T00:00:00Z', '2026-10-15T12:00:00Z', '2026-11-01T00:00:00Z'];
    expect(callsOf(start, middle) + callsOf(middle, end)).toBe(callsOf(start, end));
  });

  test('of somebody to whom nobody reports is an empty list, without a workspace a 400', async () => {
    expect(await read(calls[0]?.['workspaceId'], users.at(-1)?.['id'])).toEqual([]);
    expect((await ask(sandbox, path, { query: { 'manager-id': '1', ...period } })).status).toBe(400);
  });
});
