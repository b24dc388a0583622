import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fileNameOf, type StreamEntry } from '../../src/directory/directory-state.ts';
import { beginFullCopy, dropFullCopy, finishFullSwap, swapFullCopy } from '../../src/directory/full-copy.ts';
import { StateStore } from '../../src/directory/state-store.ts';
import { openDirectory } from '../../src/directory/sync-directory.ts';
import { HOUR } from '../../src/base/instant.ts';
import type { Log } from '../../src/protocol/log.ts';
import { filesOf, newDirectory, recordsOf, snapshotOf } from '../../test-kit/directory-files.ts';

const ignore = (): void => {};

const NOW = Date.UTC(2026, 10, 25);
const NAMES = ['users', 'calls', 'scorecards'];

/** A file with one record, and its entry. */
function writeStream(root: string, stream: string, now: number, id: string): StreamEntry {
  const file = fileNameOf(now, false);
  const line = `${JSON.stringify({ id, _emitted_at: new Date(now).toISOString() })}\n`;
  mkdirSync(join(root, stream), { recursive: true });
  writeFileSync(join(root, stream, file), line);
  const extent = { bytes: line.length, lines: 1 };
  return { stream, state: { id }, sync: { now, file, extent, isFinished: true, isSwapDue: false } };
}

/** A directory with two syncs of three streams and a file of the user's, and a copy of two of the streams. */
async function prepare(): Promise<{ readonly store: StateStore; readonly copy: StateStore }> {
  const root = newDirectory();
  const store = await StateStore.open(root);
  for (const name of NAMES) writeStream(root, name, NOW - 2 * HOUR, 'oldest');
  await store.put(NAMES.map((name) => writeStream(root, name, NOW - HOUR, 'old')));
  writeFileSync(join(root, 'users', 'mine.txt'), 'mine');
  const copy = await beginFullCopy(store, { host: 'api.gong.io', keyHash: '0' });
  await copy.put(['users', 'calls'].map((name) => writeStream(copy.root, name, NOW, 'new')));
  return { store, copy };
}

function contentOf(root: string): unknown {
  return NAMES.map((name) => {
    const files = filesOf(root, name).filter((file) => file !== 'mine.txt');
    return recordsOf(root, name, files).map(({ id }) => id);
  });
}

const old = [
  ['oldest', 'old'],
  ['oldest', 'old'],
  ['oldest', 'old'],
];
const swapped = [['new'], ['new'], ['oldest', 'old']];

test('a crash at any instant of the swap leaves the old files or the new ones, and their state', async () => {
  const { store, copy } = await prepare();
  const snapshots: string[] = [];
  const over = new AbortController();
  const swapping = swapFullCopy(store, copy, ['users', 'calls']).finally(() => over.abort());
  while (!over.signal.aborted) {
    snapshots.push(snapshotOf(store.root));
    await turn();
  }
  await swapping;
  expect(contentOf(store.root)).toEqual(swapped);
  expect(readFileSync(join(store.root, 'users', 'mine.txt'), 'utf8')).toBe('mine');
  const seen = new Set<string>();
  for (const snapshot of snapshots) {
    const warnings: string[] = [];
    const log: Log = { debug: ignore, info: ignore, warn: (text) => warnings.push(text), error: ignore };
    await using directory = await openDirectory(snapshot, () => false, log);
    const content = contentOf(snapshot);
    const isSwapped = JSON.stringify(content) === JSON.stringify(swapped);
    seen.add(isSwapped ? 'new' : 'old');
    expect(content).toEqual(isSwapped ? swapped : old);
    expect(warnings).toHaveLength(isSwapped ? 0 : 1);
    const { company, entries, swaps } = directory.store.state;
    const id = isSwapped ? 'new' : 'old';
    expect(swaps).toEqual([]);
    expect(company?.host).toBe(isSwapped ? 'api.gong.io' : undefined);
    expect([...entries.values()].map(({ state }) => state)).toEqual([{ id }, { id }, { id: 'old' }]);
    expect(existsSync(join(snapshot, '.full'))).toBe(false);
  }
  expect(seen).toEqual(new Set(['old', 'new']));
});

test('a copy whose state is the last that is left of it can still be dropped, and what is pending waits for its files', async () => {
  const { store, copy } = await prepare();
  rmSync(join(copy.root, 'calls'), { recursive: true });
  expect(await dropFullCopy(store)).toBe(true);
  expect(contentOf(store.root)).toEqual(old);

  const other = await prepare();
  const entries = new Map([...other.store.state.entries, ...other.copy.state.entries]);
  await other.store.save({ entries, swaps: ['users', 'calls'] });
  rmSync(other.copy.root, { recursive: true });
  await expect(finishFullSwap(other.store)).rejects.toThrow(/What --full has read of users is gone/);
  expect(contentOf(other.store.root)).toEqual(old);
});
