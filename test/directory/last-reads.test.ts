import { expect, test } from 'vitest';
import type { StreamEntry } from '../../src/directory/directory-state.ts';
import { areAsNew } from '../../src/directory/last-reads.ts';
import { syncEntry } from './sync-entry.ts';

function areRowsAsNew(...entries: readonly StreamEntry[]): boolean {
  return areAsNew(new Map(entries.map((each) => [each.stream, each])), 'rows', 'records');
}

test('rows that were read with their records, later, or alone stand for these', () => {
  expect(areRowsAsNew(syncEntry('rows', 5), syncEntry('records', 5))).toBe(true);
  expect(areRowsAsNew(syncEntry('rows', 6), syncEntry('records', 5))).toBe(true);
  expect(areRowsAsNew(syncEntry('rows', 5))).toBe(true);
  expect(areRowsAsNew(syncEntry('rows', 5), syncEntry('records', 5, { hasFailed: true }))).toBe(true);
});

test('rows that were read earlier, in part, or never do not', () => {
  expect(areRowsAsNew(syncEntry('rows', 4), syncEntry('records', 5))).toBe(false);
  expect(areRowsAsNew(syncEntry('rows', 5, { hasFailed: true }), syncEntry('records', 5))).toBe(false);
  expect(areRowsAsNew(syncEntry('rows', 5, { isFinished: false }), syncEntry('records', 5))).toBe(false);
  expect(areRowsAsNew(syncEntry('records', 5))).toBe(false);
  expect(areRowsAsNew()).toBe(false);
});
