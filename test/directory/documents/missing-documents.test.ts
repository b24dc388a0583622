import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fileNameOf } from '../../../src/directory/directory-state.ts';
import { DocumentFiles } from '../../../src/directory/documents/document-files.ts';
import { noteDocuments, writeMissingDocuments } from '../../../src/directory/documents/missing-documents.ts';
import { StateStore } from '../../../src/directory/state-store.ts';
import { HOUR } from '../../../src/base/instant.ts';
import { documentsIn, newDirectory } from '../../../test-kit/directory-files.ts';

const NOW = Date.UTC(2026, 10, 25);
const { signal } = new AbortController();

/** One that has read these documents, the last one in the last sync. */
async function storeWith(...texts: readonly string[]): Promise<StateStore> {
  const store = await StateStore.open(newDirectory());
  mkdirSync(join(store.root, 'callDocuments'));
  for (const [index, text] of texts.entries()) await addSync(store, NOW + index * HOUR, text, index === 0);
  return store;
}

async function addSync(store: StateStore, now: number, text: string, isCompressed = false): Promise<void> {
  const line = `${JSON.stringify({ callId: '1', title: text, started: '2026-11-25', markdown: text })}\n`;
  const file = fileNameOf(now, isCompressed);
  writeFileSync(join(store.root, 'callDocuments', file), isCompressed ? gzipSync(line) : line);
  const sync = { now, file, extent: { bytes: 1, lines: 1 }, isFinished: true, isSwapDue: false };
  await store.put([{ stream: 'callDocuments', state: {}, sync }]);
}

async function writeMissing(store: StateStore): Promise<object> {
  await writeMissingDocuments(store, await DocumentFiles.open(store.root), signal);
  return documentsIn(store.root);
}

test('what syncs without documents have read gets its documents, the newest of each call', async () => {
  const store = await storeWith('one', 'two');
  expect(await writeMissing(store)).toEqual({ '2026/11/2026-11-25-two-1.md': 'two' });
});

test('a call that was deleted in a sync without documents has none', async () => {
  const store = await storeWith('one', 'two');
  const path = join(store.root, 'callDocuments', fileNameOf(NOW + HOUR, false));
  writeFileSync(path, '{"callId":"1","_ab_cdc_deleted_at":"2026-11-25T00:00:00Z"}\n');
  expect(await writeMissing(store)).toEqual({});
});

test('files that have theirs are not read again, as long as there are documents', async () => {
  const store = await storeWith('one');
  await writeMissing(store);
  await noteDocuments(store);
  rmSync(join(store.root, 'documents/2026'), { recursive: true });
  const later = await StateStore.open(store.root);
  expect(await writeMissing(later)).toEqual({});
  await addSync(later, NOW + 5 * HOUR, 'two');
  expect(await writeMissing(later)).toEqual({ '2026/11/2026-11-25-two-1.md': 'two' });
  rmSync(join(store.root, 'documents'), { recursive: true });
  await addSync(later, NOW + 6 * HOUR, 'three');
  await noteDocuments(later);
  expect(await writeMissing(later)).toEqual({ '2026/11/2026-11-25-three-1.md': 'three' });
});

test('a line that was changed by hand is told', async () => {
  const store = await storeWith('one', 'two');
  writeFileSync(join(store.root, 'callDocuments', fileNameOf(NOW + HOUR, false)), '{"callId":\n');
  await expect(writeMissing(store)).rejects.toThrow(/^Line 1 of .* is no JSON object/);
});
