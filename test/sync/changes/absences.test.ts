import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/base/instant.ts';
import { noteAbsences, rangesOfAbsent } from '../../../src/sync/changes/absences.ts';
import { idOfItem } from '../../../src/sync/changes/identity.ts';
import { itemKey } from '../../../src/sync/changes/item-key.ts';
import type { SavedChanges } from '../../../src/sync/changes/saved-changes.ts';
import { END } from '../call-world.ts';
import { reread, savedWith } from './open-saved.ts';

const all = (): boolean => true;

function hoursAgo(hours: number): string {
  return new Date(END - hours * HOUR).toISOString();
}

/** Twenty items, an hour apart. */
function twenty(): SavedChanges {
  return savedWith(
    Object.fromEntries(Array.from({ length: 20 }, (_, index) => [String(index), hoursAgo(index)])),
  );
}

interface Read {
  readonly missing: readonly number[];
  readonly atMs: number;
  readonly isDeep?: boolean;
  readonly hasRead?: (moment: number) => boolean;
}

/** A read that lists all but these. Returns the ids of those that are likely to be gone. */
function read(saved: SavedChanges, { missing, atMs, isDeep = true, hasRead = all }: Read): string[] {
  for (let id = 0; id < 20; id += 1)
    if (!missing.includes(id)) saved.seen.find(itemKey(String(id)))?.markListed();
  const { suspects } = noteAbsences(saved, END + atMs, isDeep, { hasRead, hasReadIn: all });
  return suspects.map((item) => idOfItem(item, saved));
}

test('what is missing in two deep reads an hour apart is likely to be gone', () => {
  const saved = twenty();
  expect(read(saved, { missing: [4], atMs: 0 })).toEqual([]);
  expect(read(reread(saved), { missing: [4], atMs: HOUR - SECOND })).toEqual([]);
  expect(read(reread(saved), { missing: [4], atMs: HOUR })).toEqual(['4']);
});

test('the second read need not be deep, the first one has to be', () => {
  const saved = twenty();
  expect(read(saved, { missing: [4], atMs: 0, isDeep: false })).toEqual([]);
  expect(saved.absent.size).toBe(0);
  expect(read(reread(saved), { missing: [4], atMs: HOUR })).toEqual([]);
  expect(read(reread(saved), { missing: [4], atMs: 2 * HOUR, isDeep: false })).toEqual(['4']);
});

function lastHours(moment: number): boolean {
  return moment > END - 3 * HOUR;
}

test('what a read has not reached is not missing', () => {
  const saved = twenty();
  expect(read(saved, { missing: [2, 4], atMs: 0, hasRead: lastHours })).toEqual([]);
  expect([...saved.absent.keys()]).toEqual(['2']);
});

test('what comes back is forgotten, and counts anew', () => {
  const saved = twenty();
  read(saved, { missing: [4], atMs: 0 });
  const second = reread(saved);
  expect(read(second, { missing: [], atMs: HOUR })).toEqual([]);
  expect(second.absent.size).toBe(0);
  expect(read(reread(second), { missing: [4], atMs: 2 * HOUR })).toEqual([]);
});

test('too much at once is no deletion until a deep read finds enough of it', () => {
  let saved = twenty();
  read(saved, { missing: [4], atMs: 0 });
  saved = reread(saved);
  expect(read(saved, { missing: [4, 5, 6, 7, 8], atMs: 2 * HOUR })).toEqual([]);
  expect(saved.tooMuchAbsentSince).toBe(END + 2 * HOUR);
  // A short read, which misses hardly anything, cannot tell.
  saved = reread(saved);
  expect(
    read(saved, { missing: [1], atMs: 4 * HOUR, isDeep: false, hasRead: (at) => at > END - 2 * HOUR }),
  ).toEqual([]);
  expect(saved.tooMuchAbsentSince).toBe(END + 2 * HOUR);
  saved = reread(saved);
  expect(read(saved, { missing: [4], atMs: 26 * HOUR })).toEqual([]);
  expect(saved.tooMuchAbsentSince).toBeUndefined();
  expect(read(reread(saved), { missing: [4], atMs: 27 * HOUR })).toEqual(['4']);
});

test('what was missing an hour ago is read again by itself, in few pieces', () => {
  const saved = twenty();
  expect(rangesOfAbsent(saved, END)).toEqual([]);
  read(saved, { missing: [3, 5], atMs: 0 });
  expect(rangesOfAbsent(saved, END + 59 * MINUTE)).toEqual([]);
  expect(rangesOfAbsent(saved, END + HOUR)).toEqual(
    [5, 3].map((hours) => ({ from: END - hours * HOUR, to: END - hours * HOUR + SECOND })),
  );
  for (let id = 0; id < 20; id += 1) saved.absent.set(String(id), END);
  expect(rangesOfAbsent(saved, END + HOUR)).toHaveLength(10);
});

test('what was missing when it was too much is no deletion because less of it is left in the look-back', () => {
  let saved = twenty();
  read(saved, { missing: [12, 13, 14, 18, 19], atMs: 0 });
  expect(saved.tooMuchAbsentSince).toBe(END);
  // The older ones have left it.
  for (const days of [1, 2]) {
    saved = reread(saved);
    for (const id of [13, 14, 18, 19]) saved.seen.find(itemKey(String(id)))?.remove();
    saved = reread(saved);
    expect(read(saved, { missing: [12], atMs: days * 24 * HOUR })).toEqual([]);
    expect(saved.tooMuchAbsentSince).toBe(END);
    expect(saved.absent.size).toBe(0);
  }
  saved = reread(saved);
  expect(read(saved, { missing: [], atMs: 72 * HOUR })).toEqual([]);
  expect(saved.tooMuchAbsentSince).toBeUndefined();
});

/** Another version of it goes out. */
function change(saved: SavedChanges, id: number): void {
  const key = itemKey(String(id));
  const { hour = '', time = 0 } = saved.seen.find(key) ?? {};
  saved.seen.put({ key, hour, time, fingerprint: 0x0222, hint: 0, rows: 1 });
}

test.each([
  ['as it was', []],
  ['as another version', [13, 14, 15]],
])('what was missing when it was too much may come back from day to day, %s', (_how, changed) => {
  let saved = twenty();
  const lost = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
  read(saved, { missing: lost, atMs: 0 });
  saved = reread(saved);
  // Seven of ten are no four fifths.
  for (const id of changed) change(saved, id);
  read(saved, { missing: lost.slice(0, 3), atMs: 24 * HOUR });
  expect(saved.tooMuchAbsentSince).toBe(END);
  saved = reread(saved);
  read(saved, { missing: lost.slice(0, 2), atMs: 48 * HOUR });
  expect(saved.tooMuchAbsentSince).toBeUndefined();
  saved = reread(saved);
  expect(read(saved, { missing: lost.slice(0, 2), atMs: 49 * HOUR })).toEqual(['10', '11']);
});
