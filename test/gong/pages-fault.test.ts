import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SystemError, TransientError } from '../../src/base/errors.ts';
import type { GongRequest } from '../../src/gong/client.ts';
import { paginate, type Page } from '../../src/gong/pages.ts';
import { page, scriptedGong, type Answer } from './scripted-gong.ts';

const request: GongRequest = { method: 'GET', path: '/v2/calls' };

function data(body: unknown): Answer {
  return { kind: 'data', body };
}

async function read(...answers: readonly Answer[]): Promise<Page[]> {
  const pages: Page[] = [];
  const { signal } = new AbortController();
  for await (const each of paginate(scriptedGong(...answers), request, 'calls', signal)) pages.push(each);
  return pages;
}

function idsOf(pages: readonly Page[]): unknown[] {
  return pages.flatMap(({ items }) => items.map(({ id }) => id));
}

const first = page([{ id: '1' }], { totalRecords: 3, cursor: 'a' });
const last = page([{ id: '2' }, { id: '3' }], { totalRecords: 3 });

const faults: readonly (readonly [string, unknown])[] = [
  ['errors and no list', { errors: ['Internal error'], calls: null }],
  ['errors beside a list', { errors: ['Internal error'], calls: [] }],
  ['errors that are objects', { errors: [{ message: 'Internal error' }], calls: [] }],
  ['null for its list', { calls: null }],
  ['null for its list, of which three are counted', { records: { totalRecords: 3 }, calls: null }],
  ['no list', { requestId: 'r', records: { totalRecords: 3 } }],
  ['nothing in it', {}],
  ['null', null],
  ['a list of texts', { calls: ['2'] }],
];

test.each(faults)('L1: a page in the middle with %s is asked for again', async (_name, body) => {
  expect(idsOf(await read(first, data(body), last))).toEqual(['1', '2', '3']);
});

test.each(faults)('L1: a first page with %s is asked for again', async (_name, body) => {
  expect(idsOf(await read(data(body), first, last))).toEqual(['1', '2', '3']);
});

test('L1: what Gong says in a body with errors is what the failure says', async () => {
  const reading = read(data({ errors: ['Internal error', 'of a kind'], calls: null }));
  await expect(reading).rejects.toBeInstanceOf(TransientError);
  await expect(reading).rejects.toThrow('Gong says: "Internal error; of a kind"');
});

test('L1: a page in the middle that stays without its list fails, however often it says so', async () => {
  const reading = read(first, data({ calls: null }), data({ calls: null }), data({ calls: null }));
  await expect(reading).rejects.toBeInstanceOf(SystemError);
});

test.each([0, -1, 1, 1.5, 1e21, '3', null, Number.NaN])(
  'L2: a cursor means that more follows, with a count of %j',
  async (totalRecords) => {
    const pages = await read(
      page([{ id: '1' }], { totalRecords, cursor: 'a' }),
      page([{ id: '2' }], { totalRecords, cursor: 'b' }),
      page([{ id: '3' }], { totalRecords }),
    );
    expect(idsOf(pages)).toEqual(['1', '2', '3']);
  },
);

test.each([-1, 1.5, 1e21, '3', null, Number.NaN, Infinity])('L2: %j counts nothing', async (totalRecords) => {
  const [only] = await read(page([{ id: '1' }], { totalRecords }));
  expect(only?.total).toBeUndefined();
});

test.each([
  ['null', { records: { totalRecords: 3, cursor: 'a' }, calls: null }],
  ['left out', { records: { cursor: 'a' } }],
])('C7: a page whose list is %s is empty, where a cursor says that more follows', async (_name, body) => {
  expect(idsOf(await read(data(body), last))).toEqual(['2', '3']);
});

test('C7: entries that are no objects are left out and counted', async () => {
  const pages = await read(
    page([{ id: '1' }, null], { cursor: 'a' }),
    page([null, { id: '2' }, 'text', 5, ['list']], { cursor: 'b' }),
    page([null]),
  );
  expect(idsOf(pages)).toEqual(['1', '2']);
  expect(pages.map(({ dropped }) => dropped)).toEqual([1, 4, 1]);
});

test('whatever a body holds, it is a page or a fault with a reason', async () => {
  const bodies = fc.oneof(
    fc.jsonValue(),
    fc.record(
      { records: fc.jsonValue(), calls: fc.jsonValue(), errors: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const end = await read(data(body), page([])).catch((error: unknown) => error);
      if (Array.isArray(end)) return;
      expect([SystemError, TransientError]).toContain(end instanceof Error ? end.constructor : end);
    }),
  );
});
