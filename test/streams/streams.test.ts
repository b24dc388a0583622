import { expect, test } from 'vitest';
import { schemas } from '../../src/generated/schemas.ts';
import { streams } from '../../src/streams/index.ts';
import type { Stream } from '../../src/streams/stream.ts';

const named = streams.map((stream) => [stream.name, stream] as const);
const window = { from: Date.UTC(2026, 10, 19), to: Date.UTC(2026, 10, 20), isLast: false };

function streamOf(name: string): Stream {
  const found = streams.find((stream) => stream.name === name);
  if (found === undefined) throw new Error(`there is no stream ${name}`);
  return found;
}

test('every schema has its stream, under the names of Airbyte', () => {
  expect(streams.filter(({ isReadByDefault }) => isReadByDefault).map(({ name }) => name)).toEqual([
    'users',
    'calls',
    'extensiveCalls',
    'scorecards',
    'answeredScorecards',
    'callTranscripts',
  ]);
  expect(streams.map(({ name }) => name).toSorted()).toEqual(Object.keys(schemas).toSorted());
});

test.each(named)(
  'the key and the cursor of %s are fields of its schema',
  (name, { primaryKey, cursorField }) => {
    for (const field of primaryKey) {
      const type = field === 'position' ? 'integer' : 'string';
      expect(schemas[name]).toHaveProperty(['properties', field, 'type'], ['null', type]);
    }
    if (cursorField === undefined) return;
    expect(schemas[name]).toHaveProperty(['properties', cursorField, 'format'], 'date-time');
  },
);

test.each([
  ['users', 'GET /v2/users', undefined],
  ['calls', 'GET /v2/calls', { fromDateTime: '2026-11-19T00:00:00Z', toDateTime: '2026-11-20T00:00:00Z' }],
  ['scorecards', 'GET /v2/settings/scorecards', undefined],
])('%s are asked for with %s', (name, endpoint, query) => {
  const request = streamOf(name).list.request(window);
  expect(`${request.method} ${request.path}`).toBe(endpoint);
  expect(request.query).toEqual(query);
  expect(request.body).toBeUndefined();
});

test('extensive calls are asked for with everything that Gong gives', () => {
  const request = streamOf('extensiveCalls').list.request(window);
  expect(request).toMatchObject({ method: 'POST', path: '/v2/calls/extensive' });
  expect(request.body).toMatchObject({
    filter: { fromDateTime: '2026-11-19T00:00:00Z', toDateTime: '2026-11-20T00:00:00Z' },
    contentSelector: { context: 'Extended', exposedFields: { parties: true, media: true } },
  });
});

test('scorecards that an AI has answered are asked for too, by days', () => {
  const request = streamOf('answeredScorecards').list.request(window);
  expect(request).toMatchObject({ method: 'POST', path: '/v2/stats/activity/scorecards' });
  expect(request.body).toEqual({
    filter: { reviewFromDate: '2026-11-18', reviewToDate: '2026-11-21', reviewMethod: 'BOTH' },
  });
});

test.each([
  ['calls', { isPrivate: true }, true],
  ['calls', { isPrivate: false }, false],
  ['calls', {}, false],
  ['callTranscripts', { isPrivate: true }, true],
  ['extensiveCalls', { metaData: { isPrivate: true } }, true],
  ['extensiveCalls', { isPrivate: true }, false],
  ['extensiveCalls', { metaData: null }, false],
  ['users', { isPrivate: true }, undefined],
])('of %s the item %j is private: %s', (name, item, isPrivate) => {
  expect(streamOf(name).isPrivate?.(item)).toBe(isPrivate);
});

test.each([
  ['users', { id: '7' }],
  ['calls', { id: '7' }],
  ['callTranscripts', { id: '7' }],
  ['extensiveCalls', { metaData: { id: '7' } }],
  ['scorecards', { scorecardId: '7' }],
  ['answeredScorecards', { answeredScorecardId: '7' }],
])('an item of the list behind %s is known by its id', (name, item) => {
  const { list } = streamOf(name);
  expect(list.key(item)).toBe('7');
  expect(list.key({})).toBeUndefined();
});

test.each([
  ['users', { id: 7 }],
  ['calls', { id: 7 }],
  ['callTranscripts', { id: 7 }],
  ['extensiveCalls', { metaData: { id: 7 } }],
  ['scorecards', { scorecardId: 7 }],
  ['answeredScorecards', { answeredScorecardId: 7 }],
])('C14: an item of the list behind %s is the same whether its id is a number or a string', (name, item) => {
  expect(streamOf(name).list.key(item)).toBe('7');
});

test.each([['calls'], ['callTranscripts']])('%s are fed by the extensive list as by their own', (name) => {
  const { list, sharedList } = streamOf(name);
  const call = { id: '7', started: '2026-11-20T08:00:00Z', isPrivate: true };
  expect(sharedList?.list).toBe(streamOf('extensiveCalls').list);
  expect(sharedList?.list.name).not.toBe(list.name);
  expect(sharedList?.toItem({ metaData: call, parties: [] })).toEqual(call);
});

test.each([['users'], ['extensiveCalls'], ['scorecards'], ['answeredScorecards']])(
  '%s are fed by no list but their own',
  (name) => {
    expect(streamOf(name).sharedList).toBeUndefined();
  },
);

test.each(named.filter(([, stream]) => stream.lookUp === undefined && stream.probe(window).isBlank !== true))(
  'a request of their list shows whether %s may be read',
  (_name, stream) => {
    const { itemsKey } = stream.list;
    expect(stream.probe(window)).toEqual({ request: stream.list.request(window), itemsKey });
  },
);

test('a request of the transcripts themselves shows whether they may be read', () => {
  expect(streamOf('callTranscripts').probe(window)).toEqual({
    request: {
      method: 'POST',
      path: '/v2/calls/transcript',
      body: { filter: { fromDateTime: '2026-11-19T00:00:00Z', toDateTime: '2026-11-20T00:00:00Z' } },
    },
    itemsKey: 'callTranscripts',
  });
});
