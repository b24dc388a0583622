import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import type { GongEvents } from '../../src/gong/events.ts';
import type { Page } from '../../src/gong/pages.ts';
import { libraryFolderListOf } from '../../src/streams/library-folders.ts';
import type { List } from '../../src/streams/list.ts';
import { pagesOf } from '../../src/streams/pages-of.ts';
import { permissionProfileListOf } from '../../src/streams/permission-profiles.ts';
import { scriptedGong, type Answer } from '../gong/scripted-gong.ts';

const window = { from: 0, to: 1, isLast: true };
const { signal } = new AbortController();
const nothing: Answer = { kind: 'empty' };

function listOf(key: string, ...ids: readonly string[]): Answer {
  return { kind: 'data', body: { requestId: 'r', [key]: ids.map((id) => ({ id })) } };
}

function refused(status: number): Answer {
  return { kind: 'rejected', status, text: 'no', error: new ConfigError('no', { status }) };
}

async function read(list: List, ...answers: readonly Answer[]): Promise<Page[]> {
  const gong = Object.assign(scriptedGong(...answers), { events: new EventEmitter<GongEvents>() });
  const pages: Page[] = [];
  for await (const page of pagesOf(list, window, gong, signal)) pages.push(page);
  return pages;
}

test('workspaces without folders are no pages that bring nothing', async () => {
  const workspaces = listOf('workspaces', 'a', 'b', 'c', 'd', 'e');
  const answers = [workspaces, nothing, nothing, nothing, nothing, listOf('folders', '1')];
  const pages = await read(libraryFolderListOf(), ...answers);
  expect(pages.map(({ items, isLast }) => [items, isLast])).toEqual([
    [[{ id: '1', workspaceId: 'e' }], false],
    [[], true],
  ]);
});

test('a workspace that is refused does not take the others with it', async () => {
  const answers = [listOf('workspaces', 'a', 'b'), refused(403), listOf('profiles', '1')];
  const pages = await read(permissionProfileListOf(), ...answers);
  expect(pages.flatMap(({ items }) => items)).toEqual([{ id: '1', workspaceId: 'b' }]);
});

test('so are the first four of five', async () => {
  const no = refused(403);
  const pages = await read(
    libraryFolderListOf([]),
    listOf('workspaces', 'a', 'b', 'c', 'd', 'e'),
    no,
    no,
    no,
    no,
    listOf('folders', '1'),
  );
  expect(pages.flatMap(({ items }) => items)).toEqual([{ id: '1', workspaceId: 'e' }]);
});

test('where workspaces may not be seen folders are asked for without one, and profiles cannot be', async () => {
  const pages = await read(libraryFolderListOf(), refused(401), listOf('folders', '1'));
  expect(pages.flatMap(({ items }) => items)).toEqual([{ id: '1', workspaceId: null }]);
  await expect(read(permissionProfileListOf(), refused(401))).rejects.toThrow('no');
});

test('workspaces that the config names are not asked for, and the others are not read', async () => {
  const pages = await read(permissionProfileListOf(['b']), listOf('profiles', '1'));
  expect(pages.flatMap(({ items }) => items)).toEqual([{ id: '1', workspaceId: 'b' }]);
});
