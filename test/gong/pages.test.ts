import { expect, test } from 'vitest';
import { SystemError } from '../../src/base/errors.ts';
import type { GongRequest } from '../../src/gong/client.ts';
import { paginate, type Page } from '../../src/gong/pages.ts';
import { page, scriptedGong, type Answer } from './scripted-gong.ts';

const get: GongRequest = {
  method: 'GET',
  path: '/v2/calls',
  query: { fromDateTime: '2026-11-20T00:00:00Z' },
};
const post: GongRequest = { method: 'POST', path: '/v2/calls/extensive', body: { filter: { a: 1 } } };
const { signal } = new AbortController();

async function all(pages: AsyncIterable<Page>): Promise<Page[]> {
  const found: Page[] = [];
  for await (const { envelope: _around, ...each } of pages) found.push(each);
  return found;
}

test('a GET carries the cursor in its query', async () => {
  const gong = scriptedGong(
    page([{ id: '1' }], { totalRecords: 3, cursor: 'a' }),
    page([{ id: '2' }], { totalRecords: 3, cursor: 'b' }),
    page([{ id: '3' }], { totalRecords: 3 }),
  );
  expect(await all(paginate(gong, get, 'calls', signal))).toEqual([
    { items: [{ id: '1' }], dropped: 0, total: 3, isLast: false },
    { items: [{ id: '2' }], dropped: 0, total: 3, isLast: false },
    { items: [{ id: '3' }], dropped: 0, total: 3, isLast: true },
  ]);
  expect(gong.requests).toEqual([
    get,
    { ...get, query: { ...get.query, cursor: 'a' } },
    { ...get, query: { ...get.query, cursor: 'b' } },
  ]);
});

test('a POST carries the cursor at the top of its body', async () => {
  const gong = scriptedGong(page([{ id: '1' }], { cursor: 'a' }), page([{ id: '2' }]));
  await all(paginate(gong, post, 'calls', signal));
  expect(gong.requests).toEqual([post, { ...post, body: { ...post.body, cursor: 'a' } }]);
});

test('a request without a query or body can be walked', async () => {
  const gong = scriptedGong(page([], { cursor: 'a' }), page([]), page([], { cursor: 'b' }), page([]));
  await all(paginate(gong, { method: 'GET', path: '/v2/users' }, 'calls', signal));
  await all(paginate(gong, { method: 'POST', path: '/v2/calls/transcript' }, 'calls', signal));
  expect(gong.requests[1]).toEqual({ method: 'GET', path: '/v2/users', query: { cursor: 'a' } });
  expect(gong.requests[3]).toEqual({ method: 'POST', path: '/v2/calls/transcript', body: { cursor: 'b' } });
});

test.each([[undefined], [{}], [{ cursor: null }], [{ cursor: '' }]])(
  'an envelope with the records %j ends the walk',
  async (records) => {
    const gong = scriptedGong(page([{ id: '1' }], records));
    expect(await all(paginate(gong, get, 'calls', signal))).toEqual([
      { items: [{ id: '1' }], dropped: 0, total: undefined, isLast: true },
    ]);
  },
);

test('nothing found is a walk without pages', async () => {
  expect(await all(paginate(scriptedGong({ kind: 'empty' }), get, 'calls', signal))).toEqual([]);
});

test('an empty list may be left out where the envelope counts none', async () => {
  const gong = scriptedGong({ kind: 'data', body: { records: { totalRecords: 0 } } });
  expect(await all(paginate(gong, get, 'calls', signal))).toEqual([
    { items: [], dropped: 0, total: 0, isLast: true },
  ]);
});

test('a list of which nothing is counted may be null if Gong says so twice', async () => {
  const nothing: Answer = { kind: 'data', body: { calls: null } };
  const gong = scriptedGong(nothing, nothing);
  expect(await all(paginate(gong, get, 'calls', signal))).toEqual([
    { items: [], dropped: 0, total: undefined, isLast: true },
  ]);
  expect(gong.requests).toEqual([get, get]);
});

test('a cursor that is a number goes on like any other', async () => {
  const gong = scriptedGong(page([{ id: '1' }], { cursor: 5 }), page([{ id: '2' }]));
  await all(paginate(gong, get, 'calls', signal));
  expect(gong.requests[1]?.query?.['cursor']).toBe('5');
});

test('a cursor that is no text is an error, not the end', async () => {
  const walking = all(
    paginate(scriptedGong(page([{ id: '1' }], { cursor: { at: 5 } })), get, 'calls', signal),
  );
  await expect(walking).rejects.toBeInstanceOf(SystemError);
});

test.each([
  ['no list', { records: { totalRecords: 2 } }],
  ['no list and no count', { requestId: 'r' }],
  ['an object for a list', { calls: { id: '1' } }],
  ['a list of texts', { calls: ['1'] }],
  ['a list at the top', [{ id: '1' }]],
  ['no envelope', null],
])('an answer with %s is not of the documented shape', async (_name, body) => {
  const walking = all(paginate(scriptedGong({ kind: 'data', body }), get, 'calls', signal));
  await expect(walking).rejects.toBeInstanceOf(SystemError);
  await expect(walking).rejects.toThrow('/v2/calls has no list "calls"');
});

test('a caller that stops listening ends the requests', async () => {
  const gong = scriptedGong(page([], { cursor: 'a' }), page([], { cursor: 'b' }));
  for await (const _page of paginate(gong, get, 'calls', signal)) break;
  expect(gong.requests).toHaveLength(1);
});

test('an aborted walk asks nothing and ends with the reason', async () => {
  const gong = scriptedGong(page([]));
  await expect(all(paginate(gong, get, 'calls', AbortSignal.abort('enough')))).rejects.toBe('enough');
  expect(gong.requests).toEqual([]);
});
