import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fileIdOf } from '../../../src/directory/documents/document-place.ts';
import { swapDocuments } from '../../../src/directory/documents/swap-documents.ts';
import { documentsIn, newDirectory, snapshotOf } from '../../../test-kit/directory-files.ts';

const OLD = '2026/11/2026-11-25-old-1.md';
const GONE = '2026/10/2026-10-25-gone-2.md';
const NEW = '2026/11/2026-11-25-new-1.md';
const ODD = `2026/10/2026-10-25-odd-${fileIdOf('A/1')}.md`;

/** What somebody has put there, with names that a document can have. */
const MINE = {
  '2026/10/2026-10-25-acme-summary.md': 'mine',
  '2026/10/2026-10-25-gone-3.md': documentOf('2'),
  '2026/10/mine.md': 'mine',
  '2026/10/mine.txt': 'mine',
};

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function documentOf(callId: string): string {
  return `---\ncall_id: "${callId}"\n---\n`;
}

function prepare(): { readonly root: string; readonly copy: string } {
  const root = newDirectory();
  const copy = join(root, '.full');
  const old = { [OLD]: '1', [GONE]: '2', [ODD]: 'A/1', [`${GONE}.part`]: '2' };
  for (const [path, callId] of Object.entries(old)) write(join(root, 'documents'), path, documentOf(callId));
  for (const [path, text] of Object.entries(MINE)) write(join(root, 'documents'), path, text);
  write(join(copy, 'documents'), NEW, 'new');
  return { root, copy };
}

const swapped = { ...MINE, [NEW]: 'new' };

test('the documents of a full copy take the place of all others, and of nothing else', async () => {
  const { root, copy } = prepare();
  await swapDocuments(root, copy);
  expect(documentsIn(root)).toEqual(swapped);
  // It can be done again.
  await swapDocuments(root, copy);
  expect(documentsIn(root)).toEqual(swapped);
});

test('a copy without documents leaves them', async () => {
  const { root, copy } = prepare();
  rmSync(join(copy, 'documents'), { recursive: true });
  const before = documentsIn(root);
  await swapDocuments(root, copy);
  expect(documentsIn(root)).toEqual(before);
});

test('a crash at any instant is made good by doing it again', async () => {
  const { root, copy } = prepare();
  const snapshots: string[] = [];
  const over = new AbortController();
  const swapping = swapDocuments(root, copy).finally(() => over.abort());
  while (!over.signal.aborted) {
    snapshots.push(snapshotOf(root));
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  await swapping;
  for (const snapshot of snapshots) {
    await swapDocuments(snapshot, join(snapshot, '.full'));
    expect(documentsIn(snapshot)).toEqual(swapped);
  }
  expect(snapshots.length).toBeGreaterThan(3);
});
