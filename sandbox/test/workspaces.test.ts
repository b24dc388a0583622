import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, rowsOf, type Row } from './gong-client.ts';

const trackersPath = '/v2/settings/trackers';
let sandbox: Sandbox;
let workspaces: Row[];
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 100 });
  workspaces = [...sandbox.truth('workspaces')].map((text) => parseRow(text));
});
afterAll(() => sandbox.close());

test('workspaces come in one answer, and are those of calls and scorecards', async () => {
  const reply = await ask(sandbox, '/v2/workspaces');
  expect(rowsOf(reply, 'workspaces')).toEqual(workspaces);
  expect(Object.keys(reply.body)).toEqual(['requestId', 'workspaces']);
  expect(workspaces.map(({ description }) => description)).toContain(null);
  const ids = new Set(workspaces.map(({ id }) => id));
  expect(ids.size).toBe(3);
  for (const name of ['calls', 'scorecards', 'keywordTrackers'] as const) {
    const used = new Set([...sandbox.truth(name)].map((text) => parseRow(text)['workspaceId']));
    expect(used.size).toBe(2);
    expect([...used].filter((id) => !ids.has(id))).toEqual([]);
  }
});

test('a company has at least one workspace, which then holds everything', async () => {
  await using single = await startSandbox({ ...free, calls: 20, workspaces: 1 });
  const [only] = [...single.truth('workspaces')].map((text) => parseRow(text)['id']);
  for (const name of ['calls', 'scorecards', 'keywordTrackers'] as const) {
    expect([...single.truth(name)].every((text) => parseRow(text)['workspaceId'] === only)).toBe(true);
  }
  await expect(startSandbox({ workspaces: 0 })).rejects.toThrow(RangeError);
});

test('trackers can be narrowed to a workspace; one without any has an empty list', async () => {
  const all = rowsOf(await ask(sandbox, trackersPath), 'keywordTrackers');
  expect(all).toEqual([...sandbox.truth('keywordTrackers')].map((text) => parseRow(text)));
  const byWorkspace = await Promise.all(
    workspaces.map(async ({ id }) => {
      const query = { workspaceId: String(id) };
      return rowsOf(await ask(sandbox, trackersPath, { query }), 'keywordTrackers');
    }),
  );
  expect(byWorkspace.map(({ length }) => length)).toEqual([3, 3, 0]);
  expect(byWorkspace.flat()).toEqual(expect.arrayContaining(all));
});

test('an unknown workspace is a 404 of its own, one that is no id a 400', async () => {
  const unknown = await ask(sandbox, trackersPath, { query: { workspaceId: '1' } });
  expect([unknown.status, unknown.body.errors]).toEqual([404, ['Workspace not found']]);
  expect((await ask(sandbox, trackersPath, { query: { workspaceId: 'x' } })).status).toBe(400);
});

test('a tracker that is built in has no creator, and instants have six digits and the offset', () => {
  const trackers = [...sandbox.truth('keywordTrackers')].map((text) => parseRow(text));
  expect(trackers.map(({ creatorUserId }) => creatorUserId === null)).toContain(true);
  expect(trackers.map(({ creatorUserId }) => creatorUserId === null)).toContain(false);
  for (const { created, updated } of trackers) {
    expect(created).toMatch(/\.\d{3}(\d{3})?-07:00$/);
    expect(Date.parse(String(created))).toBeLessThanOrEqual(Date.parse(String(updated)));
  }
});

test('the keyword trackers of calls are those defined', () => {
  const defined = new Map(
    [...sandbox.truth('keywordTrackers')]
      .map((text) => parseRow(text))
      .map(({ trackerId, trackerName }) => [trackerId, trackerName]),
  );
  const met: { content: { trackers: { id: string; name: string; type: string }[] } }[] = [
    ...sandbox.truth('extensiveCalls'),
  ].map((text) => JSON.parse(text));
  const keyword = met.flatMap(({ content }) => content.trackers).filter(({ type }) => type === 'KEYWORD');
  expect(new Set(keyword.map(({ name }) => name)).size).toBe(3);
  for (const { id, name } of keyword) expect(defined.get(id)).toBe(name);
});
