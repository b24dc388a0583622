import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DocumentFiles } from '../../../src/directory/documents/document-files.ts';
import { documentsIn, newDirectory } from '../../../test-kit/directory-files.ts';

const START = '2026-11-25T09:00:00Z';

function call(
  callId: string,
  title: string | null,
  markdown: string,
  started: string | null = START,
): object {
  return { callId, started, title, markdown };
}

test('each call has a file of its own, the later one where it comes twice', async () => {
  const root = newDirectory();
  const documents = await DocumentFiles.open(root);
  await documents.write([call('1', 'A', 'one'), call('2', null, 'two', null), call('1', 'B', 'three')]);
  await documents.write([{}, { callId: null, markdown: 'x' }, { callId: '3', markdown: null }, []]);
  expect(documentsIn(root)).toEqual({
    '2026/11/2026-11-25-b-1.md': 'three',
    'undated/undated-2.md': 'two',
  });
});

test.each(['the same sync', 'the next one'])(
  'another title or start in %s takes the old name away',
  async (when) => {
    const root = newDirectory();
    let documents = await DocumentFiles.open(root);
    await documents.write([call('1', 'A', 'one'), call('21', 'A', 'two'), call('3', 'A', 'three')]);
    if (when === 'the next one') documents = await DocumentFiles.open(root);
    await documents.write([
      call('1', 'B', 'one'),
      call('21', 'A', 'two!', '2026-12-01T00:00:00Z'),
      call('3', 'A', 'three!'),
    ]);
    expect(documentsIn(root)).toEqual({
      '2026/11/2026-11-25-a-3.md': 'three!',
      '2026/11/2026-11-25-b-1.md': 'one',
      '2026/12/2026-12-01-a-21.md': 'two!',
    });
  },
);

const deleted = (callId: string): object => ({
  callId,
  started: START,
  _ab_cdc_deleted_at: '2026-11-26T09:00:00Z',
});

test.each(['the same sync', 'the next one'])(
  'a call that is deleted in %s has no file any more',
  async (when) => {
    const root = newDirectory();
    let documents = await DocumentFiles.open(root);
    await documents.write([call('1', 'A', 'one'), call('2', 'A', 'two'), call('3', null, 'three', null)]);
    if (when === 'the next one') documents = await DocumentFiles.open(root);
    await documents.write([deleted('1'), deleted('3'), deleted('4'), call('5', 'A', 'five'), deleted('5')]);
    expect(documentsIn(root)).toEqual({ '2026/11/2026-11-25-a-2.md': 'two' });
    await documents.write([{ ...call('1', 'B', 'back'), _ab_cdc_deleted_at: null }, deleted('2')]);
    expect(documentsIn(root)).toEqual({ '2026/11/2026-11-25-b-1.md': 'back' });
  },
);

test('what is the same is not written, and what was removed is written again', async () => {
  const root = newDirectory();
  const records = [call('1', 'A', 'one')];
  await (await DocumentFiles.open(root)).write(records);
  const path = join(root, 'documents/2026/11/2026-11-25-a-1.md');
  utimesSync(path, 1, 1);
  const documents = await DocumentFiles.open(root);
  await documents.write(records);
  expect(statSync(path).mtimeMs).toBe(1_000);
  await documents.write([call('1', 'A', 'other')]);
  expect([statSync(path).mtimeMs > 1_000, readFileSync(path, 'utf8')]).toEqual([true, 'other']);
});

test('half a file of a sync that was broken off goes, and nothing of others', async () => {
  const root = newDirectory();
  const folder = join(root, 'documents/2026/11');
  mkdirSync(folder, { recursive: true });
  for (const name of ['2026-11-25-a-1.md.part', 'mine-1.md.part', 'mine-1.md'])
    writeFileSync(join(folder, name), 'x');
  writeFileSync(join(root, 'documents/README'), 'x');
  await (await DocumentFiles.open(root)).write([call('1', 'A', 'one')]);
  expect(Object.keys(documentsIn(root))).toEqual([
    '2026/11/2026-11-25-a-1.md',
    '2026/11/mine-1.md',
    '2026/11/mine-1.md.part',
    'README',
  ]);
});

test('after a failure nothing is written any more', async () => {
  const root = newDirectory();
  const documents = await DocumentFiles.open(root);
  writeFileSync(join(root, 'documents'), 'mine');
  const failed = documents.write([call('1', 'A', 'one')]);
  const behind = documents.write([call('2', 'A', 'two')]);
  await expect(failed).rejects.toThrow(/ENOTDIR|EEXIST/);
  await expect(behind).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect(readFileSync(join(root, 'documents'), 'utf8')).toBe('mine');
});
