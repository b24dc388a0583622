import { expect, test } from 'vitest';
import type { GongRequest } from '../../src/gong/client.ts';
import { pagesAsSent } from '../../src/gong/pages-as-sent.ts';
import { page, scriptedGong, type Answer } from './scripted-gong.ts';

const get: GongRequest = { method: 'GET', path: '/v2/logs', query: { logType: ['AccessLog'] } };
const post: GongRequest = { method: 'POST', path: '/v2/stats/interaction', body: { filter: {} } };
const { signal } = new AbortController();

async function all(request: GongRequest, ...answers: readonly Answer[]) {
  const gong = scriptedGong(...answers);
  const pages = [];
  for await (const each of pagesAsSent(gong, request, signal)) pages.push(each);
  return { pages, requests: gong.requests };
}

test('a list is followed by its cursors, whatever its items are', async () => {
  const { pages, requests } = await all(get, page(['a', null], { cursor: 'x' }), page([{ id: 1 }]));
  expect(pages).toEqual([{ items: ['a', null] }, { items: [{ id: 1 }] }]);
  expect(requests).toEqual([get, { ...get, query: { logType: ['AccessLog'], cursor: 'x' } }]);
});

test('a POST has its cursor in the body', async () => {
  const { requests } = await all(post, page([{ id: 1 }], { cursor: 'x' }), page([{ id: 2 }]));
  expect(requests[1]).toEqual({ ...post, body: { filter: {}, cursor: 'x' } });
});

test('a first page may lack its list', async () => {
  const first: Answer = { kind: 'data', body: { records: { cursor: 'x' } } };
  expect((await all(get, first, page([{ id: 2 }]))).pages).toEqual([{ items: [] }, { items: [{ id: 2 }] }]);
});

test('a body without a list is an item', async () => {
  const body = { requestId: 'r', user: { id: '1' } };
  expect((await all(get, { kind: 'data', body })).pages).toEqual([{ items: [body] }]);
});

test('a page that lost its list is asked for again', async () => {
  const broken: Answer = { kind: 'data', body: { requestId: 'r', errors: ['busy'] } };
  const { pages, requests } = await all(get, page([{ id: 1 }], { cursor: 'x' }), broken, page([{ id: 2 }]));
  expect([pages, requests.length]).toEqual([[{ items: [{ id: 1 }] }, { items: [{ id: 2 }] }], 3]);
});

test('a refusal ends the list and is given on', async () => {
  const refusal: Answer = { kind: 'empty', body: { errors: ['No logs found'] } };
  expect((await all(get, page([{ id: 1 }], { cursor: 'x' }), refusal)).pages).toEqual([
    { items: [{ id: 1 }] },
    refusal,
  ]);
});

test('a cursor that comes twice is an error', async () => {
  const answers = [page([{ id: 1 }], { cursor: 'x' }), page([{ id: 2 }], { cursor: 'x' })];
  await expect(all(get, ...answers)).rejects.toThrow('does not come to an end');
});
