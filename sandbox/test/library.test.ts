import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts';
import { ask, free, parseRow, rowsOf, type Reply, type Row } from './gong-client.ts';

const nothingFound = ['No folders found for the specified period'];

const options: SandboxOptions = { ...free, calls: 300, libraryFolders: 20 };
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(options);
});
afterAll(() => sandbox.close());

const rows = (from: Sandbox, name: Parameters<Sandbox['truth']>[0]): Row[] =>
  [...from.truth(name)].map((text) => parseRow(text));
const foldersOf = (query?: Record<string, string>): Promise<Reply> =>
  ask(sandbox, '/v2/library/folders', query && { query });
const contentOf = (folderId: unknown, from = sandbox): Promise<Reply> =>
  ask(from, '/v2/library/folder-content', { query: { folderId: String(folderId) } });

test('the truth is what comes of asking for each workspace and each folder', async () => {
  const folders: Row[] = [];
  for (const { id } of rows(sandbox, 'workspaces')) {
    const reply = await foldersOf({ workspaceId: String(id) });
    folders.push(...rowsOf(reply, 'folders').map((folder) => ({ ...folder, workspaceId: id })));
  }
  const truth = rows(sandbox, 'libraryFolders');
  expect(folders).toHaveLength(20);
  expect(folders).toEqual(expect.arrayContaining(truth));
  const content: Row[] = [];
  for (const { id, workspaceId } of truth) {
    const reply = await contentOf(id);
    const { name, createdBy, updated } = reply.body;
    const added = { folderId: id, folderName: name, folderCreatedBy: createdBy, folderUpdated: updated };
    content.push(...rowsOf(reply, 'calls').map((call) => ({ ...call, ...added, workspaceId })));
  }
  expect(content.length).toBeGreaterThan(50);
  expect(content).toEqual(rows(sandbox, 'libraryFolderContent'));
});

test('folders form trees within their workspace, whose first is built in', () => {
  const folders = rows(sandbox, 'libraryFolders');
  const byId = new Map(folders.map((folder) => [folder['id'], folder]));
  const nested = folders.filter(({ parentFolderId }) => parentFolderId !== null);
  expect(nested.length).toBeGreaterThan(3);
  for (const { parentFolderId, workspaceId } of nested) {
    expect(byId.get(parentFolderId)?.['workspaceId']).toBe(workspaceId);
  }
  expect(folders.filter(({ createdBy }) => createdBy === null)).toHaveLength(2);
});

test('a workspace without folders, an unknown one and an unknown folder are the 404 that means nothing', async () => {
  const last = rows(sandbox, 'workspaces').at(-1);
  const replies = [
    await foldersOf({ workspaceId: String(last?.['id']) }),
    await foldersOf({ workspaceId: '1' }),
    await contentOf('1'),
    await ask(sandbox, '/v2/library/folder-content'),
  ];
  for (const { status, body } of replies) expect([status, body.errors]).toEqual([404, nothingFound]);
  expect((await foldersOf()).body['folders']).toHaveLength(20);
  for (const reply of [await foldersOf({ workspaceId: 'x' }), await contentOf('x')]) {
    expect(reply.status).toBe(400);
  }
});

test('a call can be in a folder more than once, added at another time with another snippet', () => {
  const content = rows(sandbox, 'libraryFolderContent');
  const distinct = (...fields: string[]): number =>
    new Set(content.map((row) => fields.map((field) => String(row[field])).join(' '))).size;
  expect(distinct('folderId', 'id')).toBeLessThan(content.length);
  expect(distinct('folderId', 'id', 'created')).toBe(content.length);
  expect(content.some(({ snippet }) => snippet === null)).toBe(true);
  expect(content.some(({ snippet }) => snippet !== null)).toBe(true);
  expect(content.some(({ note }) => note === null)).toBe(true);
});

test('calls of folders are those of the lists: private ones are there, hidden and deleted ones are not', async () => {
  const calls = new Map(rows(sandbox, 'calls').map((call) => [call['id'], call]));
  const content = rows(sandbox, 'libraryFolderContent');
  for (const { id, title, created } of content) {
    const call = calls.get(id);
    expect(title).toBe(call?.['title'] ?? null);
    expect(Date.parse(String(created))).toBeGreaterThan(Date.parse(String(call?.['started'])));
    expect(Date.parse(String(created))).toBeLessThan(Date.parse(free.until));
  }
  expect(content.some(({ id }) => calls.get(id)?.['isPrivate'] === true)).toBe(true);
  await using other = await startSandbox(options);
  const [{ id, folderId } = {}] = content;
  other.deleteCalls([String(id)]);
  expect(rows(other, 'libraryFolderContent')).toEqual(content.filter((row) => row['id'] !== id));
  const left = rowsOf(await contentOf(folderId, other), 'calls');
  expect(left.map((call) => call['id'])).not.toContain(id);
  await using blind = await startSandbox({ ...options, seesCalls: false });
  expect(rows(blind, 'libraryFolderContent')).toEqual([]);
});

test('by the clock, calls are added after they were published', async () => {
  await using timed = await startSandbox({ ...options, clock: '2026-09-01T00:00:00Z' });
  const before = rows(timed, 'libraryFolderContent');
  timed.setClock(free.until);
  const after = rows(timed, 'libraryFolderContent');
  expect(after.length).toBeGreaterThan(before.length);
  expect(before.length).toBeGreaterThan(0);
  expect(
    before.every(({ created }) => Date.parse(String(created)) <= Date.parse('2026-09-01T00:00:00Z')),
  ).toBe(true);
});
