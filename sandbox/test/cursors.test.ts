import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { ask, free, withCursor, type Ask } from './gong-client.ts';

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

test.each<[string, Ask, Ask]>([
  ['/v2/calls', { query: {} }, { query: { fromDateTime: '2026-10-01T00:00:00Z' } }],
  [
    '/v2/calls/transcript',
    { body: { filter: {} } },
    { body: { filter: { fromDateTime: '2026-10-01T00:00:00Z' } } },
  ],
])('a cursor of %s belongs to the inputs it was issued for', async (path, first, other) => {
  await using sandbox = await startSandbox({ ...free, calls: 30, pageSize: 10 });
  const { body } = await ask(sandbox, path, first);
  const cursor = body.records?.cursor;
  expect((await ask(sandbox, path, withCursor(other, cursor))).status).toBe(400);
  expect((await ask(sandbox, path, withCursor(first, cursor))).body.records?.currentPageNumber).toBe(1);
});

test('the lifetime of all cursors of a walk counts from its first request', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 50, pageSize: 10, cursorMinutes: 0.6 / 60 });
  const first = await ask(sandbox, '/v2/calls');
  await sleep(250);
  const second = await ask(sandbox, '/v2/calls', withCursor({}, first.body.records?.cursor));
  expect(second.status).toBe(200);
  await sleep(450);
  const third = await ask(sandbox, '/v2/calls', withCursor({}, second.body.records?.cursor));
  expect(third.status).toBe(400);
  expect(third.body.errors).toEqual([expect.stringContaining('cursor has expired')]);
});

test('a cursor can be used again and brings the same page', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 30, pageSize: 10 });
  const question = withCursor({}, (await ask(sandbox, '/v2/calls')).body.records?.cursor);
  const [once, again] = [
    await ask(sandbox, '/v2/calls', question),
    await ask(sandbox, '/v2/calls', question),
  ];
  expect(once.body['calls']).toEqual(again.body['calls']);
});
