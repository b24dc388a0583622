import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { free, readAll, rowsOf, walk } from './gong-client.ts';

const options = { ...free, calls: 400, pageSize: 10, lateWithinDays: 120 };

test('pages in the middle can be short, and their sizes are told truly', async () => {
  await using sandbox = await startSandbox({ ...options, shortPages: 0.3 });
  const replies = await walk(sandbox, '/v2/calls');
  const sizes = replies.map((reply) => rowsOf(reply, 'calls').length);
  expect(replies.map(({ body }) => body.records?.currentPageSize)).toEqual(sizes);
  expect(replies.every(({ body }) => body.records?.totalRecords === 400)).toBe(true);
  const short = sizes.slice(0, -1).filter((size) => size < 10).length;
  expect(short / sizes.length).toBeGreaterThan(0.15);
  expect(short / sizes.length).toBeLessThan(0.45);
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  const texts = replies.flatMap((reply) => rowsOf(reply, 'calls').map((row) => JSON.stringify(row)));
  expect(texts).toEqual([...sandbox.truth('calls')]);
});

test.each([
  ['late calls', { lateShare: 0.3 }],
  ['calls by the clock', { clock: '2026-10-30T23:00:00Z', deletedShare: 0.1 }],
] as const)('totals can run ahead of the list: %s are counted and left out', async (_name, how) => {
  await using sandbox = await startSandbox({ ...options, ...how, days: 20, countLead: true });
  const listed = [...sandbox.truth('calls')];
  for (const [path, question] of [
    ['/v2/calls', {}],
    ['/v2/calls/extensive', { body: { filter: {} } }],
  ] as const) {
    const replies = await walk(sandbox, path, question);
    const sizes = replies.map((reply) => rowsOf(reply, 'calls').length);
    const total = replies[0]?.body.records?.totalRecords ?? 0;
    expect(replies.map(({ body }) => body.records?.currentPageSize)).toEqual(sizes);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(listed.length);
    expect(total).toBeGreaterThan(listed.length);
    expect(replies).toHaveLength(Math.ceil(total / 10));
    expect(sizes.slice(0, -1).some((size) => size < 10)).toBe(true);
  }
});

test('once all is published the count is right', async () => {
  await using sandbox = await startSandbox({ ...options, lateShare: 0.3, countLead: true });
  sandbox.publishLate();
  expect(await readAll(sandbox, '/v2/calls', 'calls')).toHaveLength(400);
});

test('where everything that is counted is hidden, nothing is found', async () => {
  await using sandbox = await startSandbox({ ...options, lateShare: 1, countLead: true });
  expect((await walk(sandbox, '/v2/calls')).map(({ status }) => status)).toEqual([404]);
});
