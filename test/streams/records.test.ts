import { expect, test } from 'vitest';
import type { GongRequest } from '../../src/gong/client.ts';
import type { JsonObject } from '../../src/json-object.ts';
import { CallTranscripts } from '../../src/streams/call-transcripts.ts';
import { ExtensiveCalls } from '../../src/streams/extensive-calls.ts';
import type { Stream } from '../../src/streams/stream.ts';
import { Users } from '../../src/streams/users.ts';
import { scriptedGong, type Answer } from '../gong/scripted-gong.ts';

const { signal } = new AbortController();

/** The records that these pages of items turn into, page by page and after the last one. */
async function records(
  stream: Stream,
  pages: readonly JsonObject[][],
  gong = scriptedGong(),
): Promise<JsonObject[][]> {
  const intake = stream.open(gong);
  const found: JsonObject[][] = [];
  for (const items of pages) for await (const page of intake.page(items, signal)) found.push([...page]);
  for await (const page of intake.end(signal)) found.push([...page]);
  return found;
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

function idsIn(request: GongRequest): unknown {
  return request.body?.['filter'];
}

test('a listed item is its record as Gong sent it', async () => {
  const user = { id: '1', unheardOf: { a: [1] } };
  expect(await records(new Users(), [[user], []])).toEqual([[user], []]);
});

test('an extensive call has its id and its start at the top as well', async () => {
  const call = { metaData: { id: '7', started: '2026-11-20T08:00:00+02:00' }, parties: [] };
  expect(await records(new ExtensiveCalls(), [[call, { parties: null }]])).toEqual([
    [
      { id: '7', startdatetime: '2026-11-20T08:00:00+02:00', ...call },
      { id: undefined, startdatetime: undefined, parties: null },
    ],
  ]);
});

test('transcripts are asked for a hundred calls at a time, and the rest at the end', async () => {
  const gong = scriptedGong(transcripts('1', '100'), transcripts('101'), transcripts('205'));
  const found = await records(new CallTranscripts(), [callsFrom(1, 60), callsFrom(61, 145)], gong);
  expect(gong.requests.map(idsIn)).toEqual(
    [callsFrom(1, 100), callsFrom(101, 100), callsFrom(201, 5)].map((batch) => ({
      callIds: batch.map(({ id }) => id),
    })),
  );
  expect(found.flat().map(({ callId, started }) => [callId, started])).toEqual([
    ['1', 'time 1'],
    ['100', 'time 100'],
    ['101', 'time 101'],
    ['205', 'time 205'],
  ]);
});

test('calls without a transcript have no record, and no calls are no request', async () => {
  expect(await records(new CallTranscripts(), [callsFrom(1, 2)], scriptedGong({ kind: 'empty' }))).toEqual(
    [],
  );
  expect(await records(new CallTranscripts(), [[], []], scriptedGong())).toEqual([]);
});

test('a call without a start gives a transcript without one', async () => {
  const gong = scriptedGong(transcripts('1'));
  const [page] = await records(new CallTranscripts(), [[{ id: '1' }]], gong);
  expect(page).toEqual([{ callId: '1', transcript: [], started: null }]);
});

test('a transcript comes once, and only if it was asked for', async () => {
  const gong = scriptedGong(transcripts('1', '1', '2'));
  const pages = await records(new CallTranscripts(), [[{ id: '1' }]], gong);
  expect(pages.flat().map(({ callId }) => callId)).toEqual(['1']);
});

test('a call whose id came as a number finds its transcript', async () => {
  const gong = scriptedGong(transcripts('1'));
  const [page] = await records(new CallTranscripts(), [[{ id: 1, started: '2026-01-01T00:00:00Z' }]], gong);
  expect(page?.[0]).toMatchObject({ started: '2026-01-01T00:00:00Z' });
});
