import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonObject } from '../../src/base/json-object.ts';
import { NO_FILTERS, type CallBlock, type CallFilters } from '../../src/streams/call-filters.ts';
import { readFilters, widenedKeys, writeFilters } from '../../src/sync/saved-filters.ts';
import { RUNS } from './runs.ts';

const ids = fc.uniqueArray(fc.constantFrom('1', '2', '3'));
const blocks = fc.uniqueArray(
  fc.constantFrom<CallBlock>('context', 'parties', 'content', 'interaction', 'collaboration', 'media'),
);
const anyFilters = fc.record<CallFilters>({
  workspaceIds: ids,
  primaryUserIds: ids,
  excludeInternalCalls: fc.boolean(),
  excludeContent: blocks,
});

function readBack(filters: CallFilters): unknown {
  const state: unknown = JSON.parse(JSON.stringify(writeFilters(filters)));
  return isJsonObject(state) ? (readFilters(state) ?? NO_FILTERS) : undefined;
}

test('what is written is what is read, in a form of its own', () => {
  fc.assert(
    fc.property(anyFilters, (filters) => {
      expect(readBack(filters)).toEqual({
        ...filters,
        workspaceIds: filters.workspaceIds.toSorted(),
        primaryUserIds: filters.primaryUserIds.toSorted(),
        excludeContent: filters.excludeContent.toSorted(),
      });
    }),
    { numRuns: RUNS },
  );
});

test('without filters a state says nothing of them', () => {
  expect([writeFilters(NO_FILTERS), writeFilters(undefined), writeFilters({ workspaceIds: [] })]).toEqual([
    {},
    {},
    {},
  ]);
  expect(readFilters({})).toBeUndefined();
});

const calls = ['1', '2', '3', '4'].flatMap((workspace) =>
  ['1', '2', '3', '4'].flatMap((host) =>
    [true, false].map((isInternal) => ({ workspace, host, isInternal })),
  ),
);

function isAny(list: readonly string[], id: string): boolean {
  return list.length === 0 || list.includes(id);
}

function comesThrough(call: (typeof calls)[number], filters: CallFilters): boolean {
  const { workspaceIds, primaryUserIds, excludeInternalCalls } = filters;
  return (
    isAny(workspaceIds, call.workspace) &&
    isAny(primaryUserIds, call.host) &&
    !(excludeInternalCalls && call.isInternal)
  );
}

test('what was read counts only where every call and block that comes through today came through then', () => {
  fc.assert(
    fc.property(anyFilters, anyFilters, (then, today) => {
      const isLost = calls.some((call) => comesThrough(call, today) && !comesThrough(call, then));
      const isBlockLost = then.excludeContent.some((block) => !today.excludeContent.includes(block));
      expect(widenedKeys(then, today).length > 0).toBe(isLost || isBlockLost);
    }),
    { numRuns: RUNS },
  );
});

test('it does count with the same filters, and with more of them', () => {
  fc.assert(
    fc.property(anyFilters, (filters) => {
      expect(widenedKeys(filters, filters)).toEqual([]);
      expect(widenedKeys(undefined, filters)).toEqual([]);
      const all = { ...filters, excludeInternalCalls: true, excludeContent: [] };
      expect(widenedKeys({ ...all, excludeInternalCalls: false }, all)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(widenedKeys({ ...NO_FILTERS, workspaceIds: ['1', '2'] }, { workspaceIds: ['2'] })).toEqual([]);
});

test('the keys that let more through are named', () => {
  const then = { ...NO_FILTERS, workspaceIds: ['1'], primaryUserIds: ['1'], excludeInternalCalls: true };
  expect(widenedKeys(then, { workspaceIds: ['1', '2'], primaryUserIds: ['1'] })).toEqual([
    'workspace_ids',
    'exclude_internal_calls',
  ]);
  expect(widenedKeys({ ...then, excludeContent: ['media'] })).toEqual([
    'workspace_ids',
    'primary_user_ids',
    'exclude_internal_calls',
    'exclude_content',
  ]);
});

test.each(['all', null, { workspace_ids: '1' }, { exclude_content: ['titles'] }, { exclude_titles: true }])(
  'filters that are not understood may have left out anything: %j',
  (filters) => {
    expect(readFilters({ filters })).toBe('unknown');
    expect(widenedKeys('unknown', NO_FILTERS)).not.toEqual([]);
  },
);
