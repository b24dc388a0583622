import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileNameOf } from '../../src/directory/directory-state.ts';
import { recoverFiles } from '../../src/directory/recovery.ts';
import { StateStore } from '../../src/directory/state-store.ts';
import { newDirectory } from '../../test-kit/directory-files.ts';

const NOW = Date.UTC(2026, 10, 25);
const FILE = fileNameOf(NOW, false);

interface Left {
  readonly file?: string;
  readonly part?: string;
  readonly bytes: number;
  readonly isFinished?: boolean;
  readonly isSwapDue?: boolean;
}

/** A directory as a crash has left it. */
async function leave({
  file,
  part,
  bytes,
  isFinished = false,
  isSwapDue = false,
}: Left): Promise<StateStore> {
  const store = await StateStore.open(newDirectory());
  const folder = join(store.root, 'calls');
  mkdirSync(folder);
  if (file !== undefined) writeFileSync(join(folder, FILE), file);
  if (part !== undefined) writeFileSync(join(folder, `${FILE}.part`), part);
  const sync = { now: NOW, file: FILE, extent: { bytes, lines: 1 }, isFinished, isSwapDue };
  await store.put([{ stream: 'calls', state: undefined, sync }]);
  return store;
}

function contentOf({ root }: StateStore): string | undefined {
  const path = join(root, 'calls', FILE);
  expect(existsSync(`${path}.part`)).toBe(false);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

test.each<[string, Left, string | undefined]>([
  ['what the state does not cover is cut off', { file: 'one\ntw', bytes: 4 }, 'one\n'],
  ['a file of which it covers nothing is removed', { file: 'o', bytes: 0 }, undefined],
  ['half a file without repeats is removed', { file: 'one\n', part: 'o', bytes: 4 }, 'one\n'],
  [
    'one that counts takes its place',
    { file: 'one\none\n', part: 'one\n', bytes: 4, isFinished: true, isSwapDue: true },
    'one\n',
  ],
  [
    'one that has taken its place already stays there',
    { file: 'one\n', bytes: 4, isFinished: true, isSwapDue: true },
    'one\n',
  ],
  [
    'the file of a sync that has ended is left alone',
    { file: 'one\ntwo\n', bytes: 4, isFinished: true },
    'one\ntwo\n',
  ],
])('%s', async (_what, left, expected) => {
  const store = await leave(left);
  await recoverFiles(store, () => false);
  expect(contentOf(store)).toBe(expected);
  const { state } = await StateStore.open(store.root);
  expect(state.entries.get('calls')?.sync.isSwapDue).toBe(false);
});

test.each<Left>([{ bytes: 4 }, { file: 'on', bytes: 4 }])('%j has lost records', async (left) => {
  const store = await leave(left);
  await expect(recoverFiles(store, () => false)).rejects.toThrow('--full --streams calls');
  expect(contentOf(store)).toBe(left.file);
  await recoverFiles(store, (stream) => stream === 'calls');
});
