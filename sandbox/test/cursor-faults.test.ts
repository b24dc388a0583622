import { expect, test } from 'vitest';
import { startSandbox, type Fault, type Sandbox } from '../src/index.ts';
import { ask, free, rowsOf, withCursor, type Ask, type Reply } from './gong-client.ts';

const always = 1_000_000;
const path = '/v2/calls/extensive';
const question: Ask = { body: { filter: {} } };

/** The replies of a walk of three pages of two calls, stopped after a while if it does not end. */
async function follow(fault: Omit<Fault, 'at' | 'path'> & { readonly at?: number }): Promise<Reply[]> {
  await using sandbox = await startSandbox({ ...free, calls: 6, pageSize: 2 });
  sandbox.addFaults([{ at: 1, path, ...fault }]);
  return await steps(sandbox);
}

async function steps(sandbox: Sandbox): Promise<Reply[]> {
  const replies: Reply[] = [];
  let cursor: string | undefined;
  do {
    const reply = await ask(sandbox, path, withCursor(question, cursor));
    replies.push(reply);
    cursor = reply.body.records?.cursor;
  } while (cursor !== undefined && replies.length < 8);
  return replies;
}

const shapeOf = (replies: readonly Reply[]): (readonly [number, number | undefined])[] =>
  replies.map((reply) => [rowsOf(reply, 'calls').length, reply.body.records?.currentPageNumber]);
const cursorsOf = (replies: readonly Reply[]): (string | undefined)[] =>
  replies.map(({ body }) => body.records?.cursor);

test('a page can lack its cursor', async () => {
  const replies = await follow({ at: 2, cursor: 'drop' });
  expect(shapeOf(replies)).toEqual([
    [2, 0],
    [2, 1],
  ]);
  expect(replies.every(({ body }) => body.records?.totalRecords === 6)).toBe(true);
});

test('cursors can lead back and forth', async () => {
  const replies = await follow({ times: always, cursor: 'loop' });
  const [first, second] = cursorsOf(replies);
  expect(first).not.toBe(second);
  expect(cursorsOf(replies)).toEqual([first, second, first, second, first, second, first, second]);
  expect(shapeOf(replies).map(([, page]) => page)).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
});

test('a list of one page can lead back to itself', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 2 });
  sandbox.addFaults([{ at: 1, times: always, cursor: 'loop' }]);
  expect(new Set(cursorsOf(await steps(sandbox))).size).toBe(1);
});

test('the same page can come again and again under fresh cursors', async () => {
  const replies = await follow({ at: 2, times: always, cursor: 'repeat' });
  expect(new Set(cursorsOf(replies)).size).toBe(replies.length);
  expect(new Set(replies.slice(1).map((reply) => JSON.stringify(reply.body['calls']))).size).toBe(1);
});

test('pages can be empty under fresh cursors without end', async () => {
  const replies = await follow({ at: 2, times: always, cursor: 'endless' });
  expect(replies).toHaveLength(8);
  expect(new Set(cursorsOf(replies)).size).toBe(8);
  expect(shapeOf(replies).map(([size]) => size)).toEqual([2, 0, 0, 0, 0, 0, 0, 0]);
  expect(replies[3]?.body.records).toMatchObject({ totalRecords: 6, currentPageSize: 0 });
});

test.each(['repeat', 'endless'] as const)(
  'after a %s that ends, the walk brings everything',
  async (cursor) => {
    const replies = await follow({ at: 2, times: 2, cursor });
    const ids = replies.flatMap((reply) => rowsOf(reply, 'calls').map((row) => JSON.stringify(row)));
    expect(new Set(ids).size).toBe(6);
    expect(cursorsOf(replies).at(-1)).toBeUndefined();
  },
);

test('there can be a cursor too many, behind which nothing is found', async () => {
  const replies = await follow({ times: always, cursor: 'extra' });
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
  expect(replies[3]?.body.errors).toEqual(['No calls found corresponding to the provided filters']);
});

test('behind a cursor too many, a list without that 404 is empty', async () => {
  await using sandbox = await startSandbox({ ...free, users: 3 });
  sandbox.addFaults([{ at: 1, times: always, cursor: 'extra' }]);
  const first = await ask(sandbox, '/v2/users');
  const second = await ask(sandbox, '/v2/users', withCursor({}, first.body.records?.cursor));
  expect([second.status, second.body['users'], second.body.records?.cursor]).toEqual([200, [], undefined]);
});
