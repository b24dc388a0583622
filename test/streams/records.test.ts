import { expect, test } from 'vitest';
import type { GongRequest } from '../../src/gong/client.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { CallTranscripts } from '../../src/streams/call-transcripts.ts';
import { CallUsersAccess } from '../../src/streams/call-users-access.ts';
import { ExtensiveCalls } from '../../src/streams/extensive-calls.ts';
import { Users } from '../../src/streams/users.ts';
import { scriptedGong, type Answer } from '../gong/scripted-gong.ts';
import { lookedUp } from './looked-up.ts';

/** The transcripts of these batches of calls, page by page. */
function transcriptsOf(batches: readonly JsonObject[][], gong = scriptedGong()): Promise<JsonObject[][]> {
  return lookedUp(new CallTranscripts(), batches, gong);
}

function callsFrom(first: number, count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${first + index}`,
    started: `time ${first + index}`,
  }));
}

function transcripts(...callIds: readonly string[]): Answer {
  return { kind: 'data', body: { callTranscripts: callIds.map((callId) => ({ callId, transcript: [] })) } };
}

function filterIn(request: GongRequest): unknown {
  return request.body?.['filter'];
}

test('a listed item is its record as Gong sent it', () => {
  const user = { id: '1', unheardOf: { a: [1] } };
  expect(new Users().toRecord(user)).toBe(user);
});

test('an extensive call has its id and its start at the top as well', () => {
  const call = { metaData: { id: '7', started: '2026-11-20T08:00:00+02:00' }, parties: [] };
  expect(new ExtensiveCalls().toRecord(call)).toEqual({
    id: '7',
    startdatetime: '2026-11-20T08:00:00+02:00',
    ...call,
  });
});

test.each([[{ parties: [] }], [{ metaData: null, parties: [] }], [{ metaData: [], parties: [] }]])(
  'C14: the extensive call %j has no key and is a record all the same',
  (call) => {
    const record = new ExtensiveCalls().toRecord(call);
    expect(record).toMatchObject(call);
    expect([record['id'], record['startdatetime']]).toEqual([undefined, undefined]);
  },
);

test.each([[{ id: null }], [{ startdatetime: null }], [{ id: null, startdatetime: null }]])(
  'C14: an extensive call with its own %j at the top has its key from metaData',
  (own) => {
    const metaData = { id: '7', started: '2026-11-20T08:00:00Z' };
    expect(new ExtensiveCalls().toRecord({ ...own, metaData })).toEqual({
      id: '7',
      startdatetime: '2026-11-20T08:00:00Z',
      metaData,
    });
  },
);

test('what Gong itself sends at the top of an extensive call stays', () => {
  const call = { id: '8', metaData: { id: '7' } };
  expect(new ExtensiveCalls().toRecord(call)).toMatchObject({ id: '8' });
});

test('transcripts are looked up by a hundred calls at a time, in one request', async () => {
  const gong = scriptedGong(transcripts('1', '100'));
  const { batchSize } = new CallTranscripts().lookUp;
  const [page = []] = await transcriptsOf([callsFrom(1, batchSize)], gong);
  expect(gong.requests.map(filterIn)).toEqual([{ callIds: callsFrom(1, 100).map(({ id }) => id) }]);
  expect(page.map(({ callId, started }) => [callId, started])).toEqual([
    ['1', 'time 1'],
    ['100', 'time 100'],
  ]);
});

test('calls without a transcript have no record, and no calls are no request', async () => {
  expect(await transcriptsOf([callsFrom(1, 2)], scriptedGong({ kind: 'empty' }, { kind: 'empty' }))).toEqual(
    [],
  );
  expect(await transcriptsOf([[], []])).toEqual([]);
});

test('a call without a start gives a transcript without one', async () => {
  const [page] = await transcriptsOf([[{ id: '1' }]], scriptedGong(transcripts('1')));
  expect(page).toEqual([{ callId: '1', transcript: [], started: null }]);
});

test('a transcript comes once, and only if it was asked for', async () => {
  const pages = await transcriptsOf([[{ id: '1' }]], scriptedGong(transcripts('1', '1', '2')));
  expect(pages.flat().map(({ callId }) => callId)).toEqual(['1']);
});

test('a call whose id came as a number finds its transcript', async () => {
  const calls = [{ id: 1, started: '2026-01-01T00:00:00Z' }];
  const [page] = await transcriptsOf([calls], scriptedGong(transcripts('1')));
  expect(page?.[0]).toMatchObject({ started: '2026-01-01T00:00:00Z' });
});

test.each([[{ toString: 'no function' }], [null], ['half \ud83d']])(
  'a transcript of the call %j is none that was asked for',
  async (callId) => {
    const body = {
      callTranscripts: [
        { callId, transcript: [] },
        { callId: '1', transcript: [] },
      ],
    };
    const gong = scriptedGong({ kind: 'data', body });
    const pages = await transcriptsOf([callsFrom(1, 1)], gong);
    expect(pages.flat()).toEqual([{ callId: '1', transcript: [], started: 'time 1' }]);
  },
);

test('access to calls that were not asked for is left out', async () => {
  const list = ['1', '2'].map((callId) => ({ callId, users: [{ userId: 'u' }] }));
  const gong = scriptedGong({ kind: 'data', body: { callAccessList: list } });
  const calls = [{ id: '2', started: '2026-11-20T08:00:00Z' }];
  const [rows] = await lookedUp(new CallUsersAccess(), [calls], gong);
  expect(rows).toEqual([{ callId: '2', userId: 'u', started: '2026-11-20T08:00:00Z' }]);
});
