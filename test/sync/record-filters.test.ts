import { expect, test } from 'vitest';
import { parseInstant } from '../../src/base/instant.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { AnsweredScorecards } from '../../src/streams/answered-scorecards.ts';
import { callList, extensiveList, metaDataOf } from '../../src/streams/call-lists.ts';
import { Calls } from '../../src/streams/calls.ts';
import { LibraryFolderContent } from '../../src/streams/library-folder-content.ts';
import type { Range } from '../../src/streams/list.ts';
import { Coverage } from '../../src/sync/coverage.ts';
import { RecordFilters, type Source } from '../../src/sync/record-filters.ts';
import type { PageItems } from '../../src/sync/window-read.ts';

const window = rangeOf('2026-11-19', '2026-11-20');
const calls: Source = { list: callList, toItem: (item) => item };

function rangeOf(from: string, to: string): Range {
  return { from: parseInstant(from) ?? NaN, to: parseInstant(to) ?? NaN };
}

function page(items: readonly JsonObject[], boundary: readonly (readonly [string, Range])[] = []): PageItems {
  return { items, boundary: new Map(boundary), newest: -Infinity };
}

function idsOf(items: readonly JsonObject[]): unknown[] {
  return items.map(({ id, answeredScorecardId }) => id ?? answeredScorecardId);
}

test('private calls are left out and counted, unless they are wanted', () => {
  const items = page([{ id: '1', isPrivate: true }, { id: '2' }, { id: '3', isPrivate: true }]);
  const filters = new RecordFilters(new Calls(), false, new Set());
  expect(idsOf(filters.apply(items, calls, window))).toEqual(['2']);
  expect(filters.privateItems).toBe(2);
  const all = new RecordFilters(new Calls(), true, new Set());
  expect(idsOf(all.apply(items, calls, window))).toEqual(['1', '2', '3']);
  expect(all.privateItems).toBe(0);
});

test('an item of a shared list is turned into one of the own list, and private as that one says', () => {
  const shared: Source = { list: extensiveList, toItem: metaDataOf };
  const filters = new RecordFilters(new Calls(), false, new Set());
  const items = page([{ metaData: { id: '1', isPrivate: true } }, { metaData: { id: '2' }, parties: [] }]);
  expect(filters.apply(items, shared, window)).toEqual([{ id: '2' }]);
});

test('of a list of days only what lies in the window goes out', () => {
  const stream = new AnsweredScorecards();
  const filters = new RecordFilters(stream, false, new Set());
  const times = [
    '2026-11-18T23:59:59Z',
    '2026-11-19T00:00:00Z',
    '2026-11-19T23:59:59Z',
    '2026-11-20T00:00:00Z',
  ];
  const items = times.map((reviewTime, index) => ({ answeredScorecardId: index, reviewTime }));
  const source = { list: stream.list, toItem: (item: JsonObject) => item };
  const unknown = { answeredScorecardId: 'unknown', reviewTime: null };
  expect(idsOf(filters.apply(page([...items, unknown]), source, window))).toEqual([1, 2, 'unknown']);
});

test('of a list of moments all goes out that Gong has filed in the window', () => {
  const filters = new RecordFilters(new Calls(), false, new Set());
  const items = page([{ id: '1', started: '2026-11-25T00:00:00Z' }]);
  expect(idsOf(filters.apply(items, calls, window))).toEqual(['1']);
});

test('an item that several windows bring goes out once, until none of them is unread', () => {
  const filters = new RecordFilters(new Calls(), false, new Set());
  const range = rangeOf('2026-11-19', '2026-11-20T08:00:00Z');
  const items = page([{ id: '1' }, { id: '2' }], [['1', range]]);
  const send = (): unknown[] => idsOf(filters.apply(items, calls, window));
  expect([send(), send()]).toEqual([['1', '2'], ['2']]);
  filters.forgetOutside([rangeOf('2026-11-20', '2026-11-21')]);
  expect(send()).toEqual(['2']);
  filters.forgetOutside([rangeOf('2026-11-21', '2026-11-22')]);
  expect(send()).toEqual(['1', '2']);
});

test('what another list has brought does not go out again, by its start or its key', () => {
  const filters = new RecordFilters(new Calls(), false, new Set());
  const coverage = new Coverage([{ ...rangeOf('2026-11-19', '2026-11-19T12:00:00Z'), readAt: window.to }]);
  filters.changeToCalls({ coverage, keys: new Set(['3']) });
  const items = page([
    { id: '1', started: '2026-11-19T11:59:59Z' },
    { id: '2', started: '2026-11-19T12:00:00Z' },
    { id: 3, started: '2026-11-19T13:00:00Z' },
    { id: '4', started: null },
  ]);
  expect(idsOf(filters.apply(items, calls, window))).toEqual(['2', '4']);
});

test('what was left out as outside of the window has not come yet', () => {
  const stream = new AnsweredScorecards();
  const source = { list: stream.list, toItem: (item: JsonObject) => item };
  const filters = new RecordFilters(stream, false, new Set());
  const items = page(
    [{ answeredScorecardId: '1', reviewTime: '2026-11-20T06:00:00Z' }],
    [['1', rangeOf('2026-11-19', '2026-11-21')]],
  );
  expect(filters.apply(items, source, window)).toEqual([]);
  expect(idsOf(filters.apply(items, source, rangeOf('2026-11-20', '2026-11-21')))).toEqual(['1']);
});

test('what another list has brought is not remembered as repeated, nor counted as private', () => {
  const filters = new RecordFilters(new Calls(), false, new Set());
  const coverage = new Coverage([{ ...window, readAt: window.to }]);
  const range = rangeOf('2026-11-19', '2026-11-21');
  const items = page([{ id: '1', isPrivate: true, started: '2026-11-19T12:00:00Z' }], [['1', range]]);
  filters.changeToCalls({ coverage, keys: new Set() });
  expect(filters.apply(items, calls, window)).toEqual([]);
  expect(filters.privateItems).toBe(0);
  filters.changeToCalls({ coverage: new Coverage(), keys: new Set() });
  filters.apply(items, calls, window);
  expect(filters.privateItems).toBe(1);
});

test('a private call that several windows bring is counted once', () => {
  const filters = new RecordFilters(new Calls(), false, new Set());
  const items = page([{ id: '1', isPrivate: true }], [['1', rangeOf('2026-11-19', '2026-11-21')]]);
  for (let times = 0; times < 3; times += 1) filters.apply(items, calls, window);
  expect(filters.privateItems).toBe(1);
});

test('records of calls that are known to be private are left out', () => {
  const privateCalls = new Set<string>();
  const items = page([{ id: '1', isPrivate: true }, { id: '2' }]);
  new RecordFilters(new Calls(), false, privateCalls).apply(items, calls, window);
  const records = [{ id: '1' }, { id: '2' }, { id: '3' }];
  const content = new RecordFilters(new LibraryFolderContent(), false, privateCalls);
  expect(idsOf(content.withoutPrivate(records))).toEqual(['2', '3']);
  expect(content.privateItems).toBe(1);
  const all = new RecordFilters(new LibraryFolderContent(), true, privateCalls);
  expect(all.withoutPrivate(records)).toBe(records);
});

test('what the config does not let through is left out and counted, and known to be private all the same', () => {
  const filter = { keys: ['workspace_ids'], admits: ({ workspaceId }: JsonObject) => workspaceId === 'a' };
  const filtered: Source = { list: { ...callList, filter }, toItem: (item) => item };
  const privateCalls = new Set<string>();
  const filters = new RecordFilters(new Calls(), false, privateCalls);
  const items = page([
    { id: '1', workspaceId: 'a' },
    { id: '2', workspaceId: 'b' },
    { id: '3', workspaceId: 'b', isPrivate: true },
    { id: '4', workspaceId: 'a', isPrivate: true },
  ]);
  expect(idsOf(filters.apply(items, filtered, window))).toEqual(['1']);
  expect([filters.filteredItems, filters.privateItems]).toEqual([2, 1]);
  expect([...privateCalls]).toEqual(['3', '4']);
});
