import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, rowsOf, type Row } from './gong-client.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 20, callOutcomes: 10, aiBriefs: 7 });
});
afterAll(() => sandbox.close());

const truth = (name: 'callOutcomes' | 'aiBriefs' | 'workspaces'): Row[] =>
  [...sandbox.truth(name)].map((text) => parseRow(text));

test('outcomes have no id, but names and places of their own', async () => {
  const reply = await ask(sandbox, '/v2/call-outcomes');
  expect(Object.keys(reply.body)).toEqual(['requestId', 'outcomes']);
  const outcomes = rowsOf(reply, 'outcomes');
  expect(outcomes).toEqual(truth('callOutcomes'));
  expect(new Set(outcomes.map(({ callOutcome }) => callOutcome)).size).toBe(10);
  expect(outcomes.map(({ displayOrder }) => displayOrder)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(new Set(outcomes.map(({ automation }) => automation))).toEqual(new Set(['MARK_AS_OPT_OUT', null]));
});

test('briefs can be narrowed to a workspace; an unknown one is a 404 of its own', async () => {
  const path = '/v2/settings/briefs';
  const of = async (workspaceId: unknown): Promise<Row[]> =>
    rowsOf(await ask(sandbox, path, { query: { workspaceId: String(workspaceId) } }), 'briefs');
  const all = rowsOf(await ask(sandbox, path), 'briefs');
  expect(all).toEqual(truth('aiBriefs'));
  const byWorkspace = await Promise.all(truth('workspaces').map(({ id }) => of(id)));
  expect(byWorkspace.map(({ length }) => length)).toEqual([4, 3, 0]);
  const unknown = await ask(sandbox, path, { query: { workspaceId: '1' } });
  expect([unknown.status, unknown.body.errors]).toEqual([404, ['Workspace not found']]);
});

test('every field of a brief has a value somewhere, and three have none elsewhere', () => {
  const briefs = truth('aiBriefs');
  const empty = new Set(briefs.flatMap((brief) => Object.keys(brief).filter((key) => brief[key] === null)));
  const filled = new Set(briefs.flatMap((brief) => Object.keys(brief).filter((key) => brief[key] !== null)));
  expect([filled.size, empty]).toEqual([9, new Set(['description', 'creator', 'creatorUserId'])]);
  expect(new Set(briefs.map(({ status }) => status))).toEqual(new Set(['Published', 'Not published']));
});

test('a missing scope is refused by its name', async () => {
  const missingScopes = ['api:call-outcomes:read', 'api:ai-briefer:read'];
  await using other = await startSandbox({ ...free, calls: 2, missingScopes });
  for (const [index, path] of ['/v2/call-outcomes', '/v2/settings/briefs'].entries()) {
    const { status, body } = await ask(other, path);
    expect(status).toBe(401);
    expect(body.errors?.[0]).toContain(`'${missingScopes[index]}'`);
  }
});
