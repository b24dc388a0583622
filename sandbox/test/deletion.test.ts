import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, rowsOf, withCursor, type Ask, type Row } from './gong-client.ts';

const options = { ...free, calls: 95, pageSize: 10 };

const idsOf = (sandbox: Sandbox): string[] =>
  [...sandbox.truth('calls')].map((text) => String(parseRow(text)['id']));

test('a deleted call is gone from every list and cannot be read by its id', async () => {
  await using sandbox = await startSandbox(options);
  const [first = '', second = ''] = idsOf(sandbox);
  sandbox.deleteCalls([first]);
  sandbox.deleteCalls(['12', second]);
  const question: Ask = { body: { filter: { callIds: [first, second] } } };
  expect((await ask(sandbox, '/v2/calls')).body.records?.totalRecords).toBe(93);
  expect((await ask(sandbox, '/v2/calls/extensive', question)).status).toBe(404);
  expect((await ask(sandbox, '/v2/calls/transcript', question)).status).toBe(404);
  expect((await ask(sandbox, `/v2/calls/${second}`)).status).toBe(404);
  expect(idsOf(sandbox)).toHaveLength(93);
});

test('the pages of a walk that is under way shift, so that it misses a call that still exists', async () => {
  await using sandbox = await startSandbox(options);
  const ids = idsOf(sandbox);
  const found: Row[] = [];
  const totals: unknown[] = [];
  let cursor: string | undefined;
  do {
    const reply = await ask(sandbox, '/v2/calls', withCursor({}, cursor));
    found.push(...rowsOf(reply, 'calls'));
    totals.push(reply.body.records?.totalRecords);
    cursor = reply.body.records?.cursor;
    // One of the fourth page, after it was served.
    if (totals.length === 4) sandbox.deleteCalls([ids[35] ?? '']);
  } while (cursor !== undefined);
  expect(totals).toEqual([95, 95, 95, 95, 94, 94, 94, 94, 94, 94]);
  const read = new Set(found.map(({ id }) => String(id)));
  expect(ids.filter((id) => !read.has(id))).toEqual([ids[40]]);
});

test('calls can be deleted from outside, with a clock too', async () => {
  await using sandbox = await startSandbox({ ...options, clock: '2026-12-01T00:00:00Z' });
  const [first] = idsOf(sandbox);
  const post = (body: unknown): Promise<Response> =>
    fetch(`${sandbox.url}/sandbox/delete-calls`, { method: 'POST', body: JSON.stringify(body) });
  expect((await post([first])).status).toBe(200);
  expect((await post([1])).status).toBe(400);
  expect(idsOf(sandbox)).not.toContain(first);
  expect((await ask(sandbox, '/v2/calls')).body.records?.totalRecords).toBe(94);
});
