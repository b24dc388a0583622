import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/base/json-object.ts';
import { NO_FILTERS, type CallFilters } from '../../src/streams/call-filters.ts';
import { createCallLists } from '../../src/streams/call-lists.ts';
import { CallTranscripts } from '../../src/streams/call-transcripts.ts';
import { Calls } from '../../src/streams/calls.ts';
import { CallParticipants } from '../../src/streams/call-participants.ts';
import { ExtensiveCalls } from '../../src/streams/extensive-calls.ts';

const window = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 2), isLast: false };
const times = { fromDateTime: '2026-11-01T00:00:00Z', toDateTime: '2026-11-02T00:00:00Z' };

function listsOf(filters: Partial<CallFilters>) {
  return createCallLists({ ...NO_FILTERS, ...filters });
}

/** Whether a call comes through, in its short and in its extensive form. */
function admitted(filters: Partial<CallFilters>, metaData: JsonObject, parties?: unknown): boolean[] {
  const { calls, extensive } = listsOf(filters);
  const whole = { metaData, ...(parties === undefined ? {} : { parties }) };
  return [
    ...(calls === extensive ? [] : [calls.filter?.admits(metaData) ?? true]),
    extensive.filter?.admits(whole) ?? true,
  ];
}

function selectorOf(filters: Partial<CallFilters>): JsonObject {
  const { body } = listsOf(filters).extensive.request(window);
  return Object(Object(body).contentSelector);
}

test('without filters nothing is looked at, and nothing asked for but times', () => {
  const { calls, extensive } = listsOf({});
  expect([calls.filter, extensive.filter]).toEqual([undefined, undefined]);
  expect(calls.request(window)).toMatchObject({ query: times });
  expect(extensive.request(window)).toMatchObject({ body: { filter: times } });
});

test('Gong is asked for a single workspace, and for hosts where it takes them', () => {
  const { calls, extensive } = listsOf({ workspaceIds: ['7'], primaryUserIds: ['1', '2'] });
  expect(calls.request(window)).toMatchObject({ query: { ...times, workspaceId: '7' } });
  expect(extensive.request(window)).toMatchObject({
    body: { filter: { ...times, workspaceId: '7', primaryUserIds: ['1', '2'] } },
  });
  const several = listsOf({ workspaceIds: ['7', '8'] });
  expect(several.calls.request(window)).toMatchObject({ query: times });
  expect(JSON.stringify(several.extensive.request(window))).not.toContain('workspaceId');
});

test.each<[JsonObject, boolean]>([
  [{ workspaceId: '7' }, true],
  [{ workspaceId: 8 }, true],
  [{ workspaceId: '9' }, false],
  [{ workspaceId: null }, true],
  [{}, true],
])('of the workspaces 7 and 8, a call with %j comes through: %s', (call, isAdmitted) => {
  expect(admitted({ workspaceIds: ['7', '8'] }, call)).toEqual([isAdmitted, isAdmitted]);
});

test.each<[JsonObject, boolean]>([
  [{ primaryUserId: '1' }, true],
  [{ primaryUserId: 1 }, true],
  [{ primaryUserId: '2' }, false],
  [{ primaryUserId: null }, false],
  [{}, false],
])('of the host 1, a call with %j comes through: %s', (call, isAdmitted) => {
  expect(admitted({ primaryUserIds: ['1'] }, call)).toEqual([isAdmitted, isAdmitted]);
});

const [internal, external, unknown] = ['Internal', 'External', 'Unknown'].map((affiliation) => ({
  affiliation,
}));

test.each<[unknown, boolean]>([
  [[internal, internal], false],
  [[internal, external], true],
  [[internal, unknown], true],
  [[internal, {}], true],
  [[internal, null], false],
  [[], true],
  [[null], true],
  [null, true],
  [undefined, true],
  ['Internal', true],
])('where internal calls are left out, one with the parties %j comes through: %s', (parties, isAdmitted) => {
  expect(admitted({ excludeInternalCalls: true }, { scope: 'Internal' }, parties)).toEqual([isAdmitted]);
});

describe('where internal calls are left out', () => {
  const lists = listsOf({ excludeInternalCalls: true });

  test('the extensive list alone feeds the streams of calls', () => {
    expect(new Calls(lists).list).toBe(lists.extensive);
    expect(new Calls(lists).scope).toBe('api:calls:read:extensive');
    expect(new CallTranscripts(lists).parentScopes).toEqual(['api:calls:read:extensive']);
  });

  test('otherwise the short list can do as well', () => {
    expect([new Calls().scope, new Calls().list.name]).toEqual(['api:calls:read:basic', 'calls']);
    expect(new CallTranscripts().parentScopes).toEqual([]);
    expect(new CallTranscripts().otherScopes).toEqual(['api:calls:read:basic']);
  });
});

describe('blocks that are left out', () => {
  test('are not asked for', () => {
    const { exposedFields, ...context } = selectorOf({ excludeContent: ['context', 'media', 'content'] });
    expect(context).toEqual({ context: 'None' });
    expect(Object.keys(Object(exposedFields))).toEqual(['parties', 'interaction', 'collaboration']);
    expect(selectorOf({})).toMatchObject({
      contextTiming: ['Now', 'TimeOfCall'],
      exposedFields: { media: true },
    });
  });

  test('need no scope', () => {
    expect(new ExtensiveCalls(listsOf({ excludeContent: ['media'] })).otherScopes).toEqual([]);
    expect(new ExtensiveCalls().otherScopes).toEqual(['api:calls:read:media-url']);
  });

  test('keep a stream from being read that is made of them, and no other', () => {
    const lists = listsOf({ excludeContent: ['parties', 'media'] });
    expect(new CallParticipants(lists).configFault?.message).toBe(
      'The stream callParticipants is made of the block "parties" of calls, which exclude_content leaves out. Take parties out of exclude_content, or leave out the stream.',
    );
    expect(new ExtensiveCalls(lists).configFault).toBeUndefined();
    expect(new CallParticipants().configFault).toBeUndefined();
  });
});

test('the counts of both lists are of the same calls unless hosts are asked for', () => {
  expect(new Calls(listsOf({ workspaceIds: ['7'] })).sharedList.isNarrower).toBe(false);
  expect(new Calls(listsOf({ primaryUserIds: ['1'] })).sharedList.isNarrower).toBe(true);
});
