import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigError, SystemError, TransientError, type ConnectorError } from '../../src/base/errors.ts';
import type { Gong, GongRequest } from '../../src/gong/client.ts';
import { isJsonObject, type JsonObject } from '../../src/base/json-object.ts';
import { CallTranscripts } from '../../src/streams/call-transcripts.ts';
import { quiet } from '../gong/quiet-gong.ts';
import { page, scriptedGong, type Answer } from '../gong/scripted-gong.ts';

interface Trouble {
  /** Ids that Gong cannot serve: each fails every request that has it. */
  readonly bad: ReadonlySet<string>;
  readonly error: ConnectorError;
  /** Whether a request without ids fails as well. */
  readonly isEverywhere?: boolean;
}

interface Requested {
  readonly ids: readonly string[] | undefined;
  readonly attempts: number | undefined;
}

const missing = new ConfigError('Call ID was not found', { status: 404 });

/** A Gong with a transcript for each call, and with some trouble. */
function troubledGong({ bad, error, isEverywhere = false }: Trouble) {
  const requested: Requested[] = [];
  const warnings: string[] = [];
  const gong: Gong = {
    ...quiet,
    events: {
      emit: (_name, ...[event]) => 'text' in event && warnings.push(event.text),
    },
    async request({ body, attemptsAt }) {
      const filter = isJsonObject(body?.['filter']) ? body['filter'] : {};
      const ids = Array.isArray(filter['callIds']) ? filter['callIds'].map(String) : undefined;
      requested.push({ ids, attempts: attemptsAt?.[500] });
      if (ids === undefined && !isEverywhere) return { kind: 'empty' };
      if (ids === undefined || ids.some((id) => bad.has(id))) throw error;
      return { kind: 'data', body: { callTranscripts: ids.map((callId) => ({ callId })) } };
    },
  };
  return { gong, requested, warnings };
}

function callsOf(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(index + 1), started: 'then' }));
}

/** The ids of the transcripts of these calls, which are looked up in batches as a sync does. Rejects as the stream does. */
async function read(calls: readonly JsonObject[], gong: Gong): Promise<string[]> {
  const { signal } = new AbortController();
  const { lookUp } = new CallTranscripts();
  const { batchSize } = lookUp;
  const readRecords = lookUp.open(gong);
  const ids: string[] = [];
  for (let start = 0; start < calls.length; start += batchSize) {
    for await (const records of readRecords(calls.slice(start, start + batchSize), signal))
      ids.push(...records.map(({ callId }) => String(callId)));
  }
  return ids.toSorted((a, b) => Number(a) - Number(b));
}

const failures: readonly (readonly [string, ConnectorError])[] = [
  ['400', new SystemError('Bad request', { status: 400 })],
  ['404 "Call ID was not found"', missing],
  ['500', new TransientError('Internal error', { status: 500 })],
  ['504', new TransientError('Gateway timeout', { status: 504 })],
  ['a 200 with errors', new TransientError('Internal error', { status: 200 })],
];

test.each(failures)('C12: an id that Gong answers with a %s is left out, and named', async (_name, error) => {
  const { gong, requested, warnings } = troubledGong({ bad: new Set(['37']), error });
  const expected = callsOf(100).flatMap(({ id }) => (id === '37' ? [] : [String(id)]));
  expect(await read(callsOf(100), gong)).toEqual(expected);
  expect(warnings).toEqual([expect.stringMatching(/^The transcript of the call 37 is left out/)]);
  expect(requested.length).toBeLessThanOrEqual(1 + 2 * 7);
  // Only parts are given up soon; a single id has as many attempts as any request.
  expect(
    requested.map(({ ids, attempts }) => (ids?.length === 100 || ids?.length === 1 ? attempts : 'few')),
  ).not.toContain(2);
  expect(requested.filter(({ ids }) => ids?.length === 50).map(({ attempts }) => attempts)).toEqual([2, 2]);
});

test('C12: any few ids are left out, and all others come', async () => {
  const few = fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(few, fc.integer({ min: 60, max: 120 }), async (numbers, count) => {
      const bad = new Set(numbers.map(String));
      // The search begins there; with a good one it finds something to serve before three have failed alone.
      fc.pre(!bad.has('1'));
      const { gong, requested, warnings } = troubledGong({ bad, error: missing });
      const all = callsOf(count).map(({ id }) => String(id));
      expect(await read(callsOf(count), gong)).toEqual(all.filter((id) => !bad.has(id)));
      expect(warnings).toHaveLength(all.filter((id) => bad.has(id)).length);
      expect(requested.length).toBeLessThanOrEqual(2 * count);
    }),
  );
});

test('C12: the first ten of a hundred calls are left out like any others', async () => {
  const bad = new Set(callsOf(10).map(({ id }) => String(id)));
  const { gong, warnings } = troubledGong({ bad, error: missing });
  expect(await read(callsOf(100), gong)).toHaveLength(90);
  expect(warnings).toHaveLength(10);
});

test.each([
  new ConfigError('no scope', { status: 401 }),
  new ConfigError('not allowed', { status: 403 }),
  new TransientError('too many requests', { status: 429 }),
  new TransientError('maintenance', { status: 503 }),
  new TransientError('could not be reached'),
  new TransientError('the quota of the day is spent'),
])('C12: a batch is not halved for "$message"', async (error) => {
  const { gong, requested, warnings } = troubledGong({ bad: new Set(['37']), error });
  await expect(read(callsOf(100), gong)).rejects.toBe(error);
  expect([requested.length, warnings]).toEqual([1, []]);
});

test('C12: what all ids have in common is the trouble of the stream, after a few requests', async () => {
  const error = new TransientError('Internal error', { status: 500 });
  const bad = new Set(callsOf(100).map(({ id }) => String(id)));
  const { gong, requested, warnings } = troubledGong({ bad, error });
  await expect(read(callsOf(100), gong)).rejects.toBe(error);
  expect(requested.length).toBeLessThan(25);
  expect(warnings).toEqual([]);
});

test.each([1, 2])(
  'C12: of %i calls that fail, none is left out while the endpoint fails without them',
  async (count) => {
    const error = new TransientError('Internal error', { status: 500 });
    const bad = new Set(['1', '2']);
    const everywhere = troubledGong({ bad, error, isEverywhere: true });
    await expect(read(callsOf(count), everywhere.gong)).rejects.toBe(error);
    expect(everywhere.warnings).toEqual([]);
    const alone = troubledGong({ bad, error });
    expect(await read(callsOf(count), alone.gong)).toEqual([]);
    expect(alone.warnings).toHaveLength(count);
  },
);

test('C12: a call without an id is not asked for', async () => {
  const { gong, requested } = troubledGong({ bad: new Set(), error: missing });
  expect(await read([{ id: null }, { id: '2' }, {}, { id: '' }, { id: 7 }, { id: { a: 1 } }], gong)).toEqual([
    '2',
    '7',
  ]);
  expect(requested.map(({ ids }) => ids)).toEqual([['2', '7']]);
  expect(await read([{ id: null }], gong)).toEqual([]);
  expect(requested).toHaveLength(1);
});

test('H2: pages without an end are a failure of the stream', async () => {
  const pages = Array.from({ length: 50 }, (_, index) => {
    const answer = page([], { cursor: `c${index}` });
    return answer.kind === 'data' && isJsonObject(answer.body)
      ? { ...answer, body: { ...answer.body, callTranscripts: [{ callId: '1' }] } }
      : answer;
  });
  const gong = scriptedGong(...pages);
  await expect(read(callsOf(2), gong)).rejects.toThrow(/\/v2\/calls\/transcript does not come to an end/);
  expect(gong.requests).toHaveLength(4);
});

/** An answer with transcripts of these calls, and Gong's count of them. */
function counted(totalRecords: number, ...ids: readonly string[]): Answer {
  return {
    kind: 'data',
    body: { records: { totalRecords }, callTranscripts: ids.map((callId) => ({ callId })) },
  };
}

function requestedIds({ requests }: { readonly requests: readonly GongRequest[] }): unknown[] {
  return requests.map(({ body }) => (isJsonObject(body?.['filter']) ? body['filter']['callIds'] : undefined));
}

test('transcripts are requested again where fewer came than Gong counted, and only those that did not come', async () => {
  const gong = scriptedGong(counted(3, '1'), counted(2, '2', '3'));
  expect(await read(callsOf(3), gong)).toEqual(['1', '2', '3']);
  expect(requestedIds(gong)).toEqual([
    ['1', '2', '3'],
    ['2', '3'],
  ]);
});

test('transcripts that Gong does not count are not requested again', async () => {
  const gong = scriptedGong(counted(1, '1'));
  expect(await read(callsOf(100), gong)).toEqual(['1']);
});

test.each<[string, Answer]>([
  ['a 404 for "nothing found"', { kind: 'empty' }],
  ['an empty list', { kind: 'data', body: { callTranscripts: [] } }],
  ['a count of nothing', counted(0)],
])('L1: a batch that brings nothing is requested once more: %s', async (_name, answer) => {
  const gong = scriptedGong(answer, counted(2, '1', '2'));
  expect(await read(callsOf(2), gong)).toEqual(['1', '2']);
  expect(requestedIds(gong)).toEqual([
    ['1', '2'],
    ['1', '2'],
  ]);
});

test('after two times in vain no batch that brings nothing is requested again, but others are', async () => {
  const nothing: Answer = { kind: 'empty' };
  const gong = scriptedGong(
    nothing,
    nothing,
    nothing,
    nothing,
    nothing,
    counted(2, '301'),
    counted(1, '302'),
  );
  expect(await read(callsOf(400), gong)).toEqual(['301', '302']);
});

test('L1: a repeat that brings what seemed to be nothing shows that such repeats are not in vain', async () => {
  const nothing: Answer = { kind: 'empty' };
  // Four batches, each requested twice.
  const found = [counted(1, '101'), counted(1, '301')] as const;
  const gong = scriptedGong(nothing, nothing, nothing, found[0], nothing, nothing, nothing, found[1]);
  expect(await read(callsOf(400), gong)).toEqual(['101', '301']);
});

test('L1: a repeat is held against the count of the first request', async () => {
  const warnings: string[] = [];
  const gong: Gong = {
    ...scriptedGong(
      counted(3, '1'),
      counted(1, '2'),
      counted(3, '101'),
      { kind: 'empty' },
      counted(3, '201'),
    ),
    events: { emit: (_name, ...[event]) => 'text' in event && warnings.push(event.text) },
  };
  expect(await read(callsOf(300), gong)).toEqual(['1', '2', '101', '201']);
  expect(warnings).toEqual([
    expect.stringContaining('counted 3 transcripts of a batch of calls and gave 2,'),
    expect.stringContaining('counted 3 transcripts of a batch of calls and gave 1,'),
  ]);
});

test('after two times in vain no batch that is short of as much is requested again', async () => {
  const gong = scriptedGong(
    counted(100, '1'),
    counted(99),
    counted(100, '101'),
    counted(99),
    counted(100, '201'),
  );
  expect(await read(callsOf(300), gong)).toEqual(['1', '101', '201']);
  expect(requestedIds(gong).map((ids) => (Array.isArray(ids) ? ids.length : 0))).toEqual([
    100, 99, 100, 99, 100,
  ]);
});

test('a second request that brings something is not in vain', async () => {
  const gong = scriptedGong(counted(2, '1'), counted(1, '2'), counted(2, '101'), counted(1, '102'));
  const calls = [callsOf(2), callsOf(102).slice(100)];
  const { signal } = new AbortController();
  const readRecords = new CallTranscripts().lookUp.open(gong);
  const found: unknown[] = [];
  for (const batch of calls)
    for await (const records of readRecords(batch, signal))
      found.push(...records.map(({ callId }) => callId));
  expect(found).toEqual(['1', '2', '101', '102']);
});

test('a batch whose cursor expires is requested again for what has not come', async () => {
  const gong = scriptedGong(
    { kind: 'data', body: { records: { totalRecords: 3, cursor: 'a' }, callTranscripts: [{ callId: '1' }] } },
    { kind: 'rejected', status: 400, text: 'cursor has expired', error: missing },
    counted(2, '2', '3'),
  );
  expect(await read(callsOf(3), gong)).toEqual(['1', '2', '3']);
  expect(requestedIds(gong).at(-1)).toEqual(['2', '3']);
});

test('entries that are no objects are left out with a warning', async () => {
  const warnings: string[] = [];
  const gong: Gong = {
    ...scriptedGong({ kind: 'data', body: { callTranscripts: [null, { callId: '1' }] } }),
    events: { emit: (_name, ...[event]) => 'text' in event && warnings.push(event.text) },
  };
  expect(await read(callsOf(2), gong)).toEqual(['1']);
  expect(warnings).toEqual(['1 entries of a page of transcripts were no objects, and are left out.']);
});
