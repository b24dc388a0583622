import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, readAll, rowsOf, type Row } from './gong-client.ts';

let sandbox: Sandbox;
let users: Row[];
beforeAll(async () => {
  const sizes = { calls: 150, days: 30, users: 25, flows: 40, tasks: 120, pageSize: 10 };
  sandbox = await startSandbox({ ...free, ...sizes });
  users = [...sandbox.truth('users')].map((text) => parseRow(text));
});
afterAll(() => sandbox.close());

const everything = { types: ['FLOW', 'MANUAL'], taskAction: ['CALL'], status: ['OPEN', 'DONE', 'DISMISSED'] };

async function readTasks(filter: object): Promise<string> {
  return (await ask(sandbox, '/v2/tasks', { body: { filter: { ...everything, ...filter } } })).text;
}

function openShare(rows: readonly Row[]): number {
  return rows.filter(({ status }) => status === 'OPEN').length / rows.length;
}

function unique(rows: readonly Row[]): string[] {
  return [...new Set(rows.map((row) => JSON.stringify(row)))].toSorted();
}

describe('tasks', () => {
  test('of all users, with the CRM of the answer, are the truth, ids above 2^53 included', async () => {
    const answers = await Promise.all(users.map(({ id }) => readTasks({ userId: id })));
    const lists = answers.map((text) => /"tasks":\[(.*)\],"crmType":"SALESFORCE"\}$/s.exec(text)?.[1] ?? '');
    const truth = [...sandbox.truth('tasks')];
    expect(truth.length).toBe(120);
    const bare = truth.map((text) => text.replace(/,"crmType":"SALESFORCE"\}$/, '}'));
    expect(lists.filter((list) => list !== '').join(',')).toBe(bare.join(','));
    expect(bare.every((text) => /^\{"id":\d{19},"userId":\d{18},/.test(text))).toBe(true);
  });

  test('can be narrowed by type, status and workspace', async () => {
    const userId = users.at(3)?.['id'];
    const of = async (filter: object): Promise<Row[]> => {
      const body: { tasks: Row[] } = JSON.parse(await readTasks({ userId, ...filter }));
      return body.tasks;
    };
    const all = await of({});
    expect(all.length).toBeGreaterThan(1);
    const manual = await of({ types: ['MANUAL'] });
    expect(manual).toEqual(all.filter(({ type }) => type === 'MANUAL'));
    expect(manual.every((task) => 'title' in task && !('flow' in task))).toBe(true);
    expect(await of({ status: ['OPEN'] })).toEqual(all.filter(({ status }) => status === 'OPEN'));
    expect(await of({ workspaceId: '1' })).toEqual([]);
  });

  test.each(['userId', 'types', 'taskAction', 'status'])('400 without %s', async (name) => {
    const filter = { userId: users[0]?.['id'], ...everything, [name]: undefined };
    expect((await ask(sandbox, '/v2/tasks', { body: { filter } })).status).toBe(400);
  });

  test('are open until something happens to them', async () => {
    await using own = await startSandbox({ ...free, days: 30, calls: 10, clock: '2026-10-15T00:00:00Z' });
    const early = [...own.truth('tasks')].map((text) => parseRow(text));
    own.setClock('2026-11-01T00:00:00Z');
    const late = [...own.truth('tasks')].map((text) => parseRow(text));
    expect(early.length).toBeLessThan(late.length);
    expect(openShare(early)).toBeGreaterThan(openShare(late));
  });
});

describe('flows', () => {
  const [flows, folders] = ['/v2/flows', '/v2/flows/folders'];
  const ofOwner = async (user: Row | undefined, query: object = {}): Promise<Row[]> =>
    readAll(sandbox, flows, 'flows', { query: { flowOwnerEmail: String(user?.['emailAddress']), ...query } });

  test('of all owners, each once, are the truth; many come for every owner', async () => {
    const rows: Row[] = [];
    for (const user of users) rows.push(...(await ofOwner(user)));
    expect(unique(rows)).toEqual([...sandbox.truth('flows')].toSorted());
    expect(rows.length).toBeGreaterThan(20 * users.length);
    const one = await ofOwner(users[0]);
    expect(new Set(one.map(({ visibility }) => visibility))).toContain('Company');
    expect(one.length).toBeLessThan(40);
  });

  test('are in folders, which come in the same way and under the same key', async () => {
    const rows: Row[] = [];
    for (const { emailAddress } of users) {
      const query = { flowFolderOwnerEmail: String(emailAddress) };
      rows.push(...(await readAll(sandbox, folders, 'flows', { query })));
    }
    expect(unique(rows)).toEqual([...sandbox.truth('flowFolders')].toSorted());
    const [folder] = rows;
    const inside = await ofOwner(users[0], { folderId: String(folder?.['id']) });
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.every(({ folderId }) => folderId === folder?.['id'])).toBe(true);
    const query = { flowFolderOwnerEmail: 'user.0@example.com', parentId: String(folder?.['id']) };
    const branch = await readAll(sandbox, folders, 'flows', { query });
    expect(branch[0]).toEqual(folder);
    expect(branch.slice(1).every(({ folderId }) => folderId === folder?.['id'])).toBe(true);
  });

  test('can be narrowed to a workspace, or to the 20 that were assigned last', async () => {
    const workspaces = new Set(
      [...sandbox.truth('calls')].map((text) => String(parseRow(text)['workspaceId'])),
    );
    const parts = await Promise.all([...workspaces].map((workspaceId) => ofOwner(users[0], { workspaceId })));
    expect(unique(parts.flat())).toEqual(unique(await ofOwner(users[0])));
    expect(parts.every(({ length }) => length > 0)).toBe(true);
    expect((await ofOwner(users[0], { mostRecentlyAssigned: 'true' })).length).toBe(20);
  });

  test('400 without an owner; nothing is an empty list', async () => {
    for (const path of [flows, folders]) expect((await ask(sandbox, path ?? '')).status).toBe(400);
    await using empty = await startSandbox({ ...free, calls: 3, flows: 0 });
    const { status, body } = await ask(empty, '/v2/flows', {
      query: { flowOwnerEmail: 'user.0@example.com' },
    });
    expect([status, body['flows'], body.records?.totalRecords]).toEqual([200, [], 0]);
  });

  test('have steps: a row each, with what is known of the flow alone', async () => {
    const ids = [...sandbox.truth('flows')].map((text) => parseRow(text)['id']);
    const rows: Row[] = [];
    for (let start = 0; start < ids.length; start += 20) {
      const body = { flowIds: ids.slice(start, start + 20) };
      for (const flow of rowsOf(await ask(sandbox, '/v2/flows/steps', { body }), 'flows')) {
        const steps: Row[] = JSON.parse(JSON.stringify(flow['steps']));
        const { name, folderId, visibility, creationDate, exclusive, description } = flow;
        const added = {
          flowId: flow['id'],
          flowName: name,
          flowFolderId: folderId,
          flowVisibility: visibility,
          flowCreationDate: creationDate,
          flowExclusive: exclusive,
          flowDescription: description,
        };
        rows.push(...steps.map((step) => ({ ...step, ...added })));
      }
    }
    expect(unique(rows)).toEqual([...sandbox.truth('flowSteps')].toSorted());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('one that has gone takes the steps of the others with it, and 21 are too many', async () => {
    const ids = [...sandbox.truth('flows')].map((text) => parseRow(text)['id']);
    const statusOf = async (flowIds: unknown[]): Promise<[number, unknown]> => {
      const { status, body } = await ask(sandbox, '/v2/flows/steps', { body: { flowIds } });
      return [status, body.errors?.[0]];
    };
    expect(await statusOf([ids[0], '1234567890123456789'])).toEqual([404, 'One or more flows not found']);
    expect((await statusOf(ids.slice(0, 21)))[0]).toBe(400);
    expect((await statusOf([]))[0]).toBe(400);
  });
});

describe('prospects', () => {
  const path = '/v2/flows/prospects';
  const read = async (body: object): Promise<Row[]> =>
    rowsOf(await ask(sandbox, path, { body }), 'prospectsAssigned');

  test('by the CRM ids of calls and tasks are the truth; what is finished comes by instances alone', async () => {
    const calls = [...sandbox.truth('extensiveCalls')].flatMap((text) =>
      idsIn(text, /"objectType":"(?:Contact|Lead)","objectId":"([^"]+)"/g),
    );
    const tasks = [...sandbox.truth('tasks')].flatMap((text) => idsIn(text, /"crmId":"(00[3Q][^"]+)"/g));
    const ids = [...new Set([...calls, ...tasks])];
    const rows: Row[] = [];
    for (let start = 0; start < ids.length; start += 100) {
      rows.push(...(await read({ crmProspectsIds: ids.slice(start, start + 100) })));
    }
    expect(rows.map((row) => JSON.stringify(row)).toSorted()).toEqual(
      [...sandbox.truth('flowProspects')].toSorted(),
    );
    expect(new Set(rows.map(({ flowInstanceStatus }) => flowInstanceStatus))).toEqual(
      new Set(['Pending', 'Running', 'Paused']),
    );
    const instances = rows.slice(0, 5).map(({ flowInstanceId }) => flowInstanceId);
    expect(await read({ flowInstanceIds: instances })).toEqual(rows.slice(0, 5));
  });

  test('unknown ids bring nothing, no ids are a 400', async () => {
    expect(await read({ crmProspectsIds: ['nobody'], flowInstanceIds: ['1234567890123456789'] })).toEqual([]);
    for (const body of [{}, { crmProspectsIds: [] }])
      expect((await ask(sandbox, path, { body })).status).toBe(400);
  });
});

function idsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, id = '']) => id);
}
