import { expect, test } from 'vitest';
import { startSandbox, type SandboxOptions } from '../src/index.ts';
import { settle } from '../src/options.ts';
import { ask, free, rowsOf, walk } from './gong-client.ts';

const options = { ...free, calls: 2500, pageSize: 1000, users: 30 } as const;
const extensive = { body: { filter: {} } };

test.each<[NonNullable<SandboxOptions['totals']>, unknown]>([
  ['right', 2500],
  ['zero', 0],
  ['negative', -1],
  ['missing', undefined],
  ['capped', 1000],
  ['half', 1250],
  ['double', 5000],
  [7, 7],
  [{ sent: '2500' }, '2500'],
  [{ sent: null }, null],
])('totals %j are told on every page, and all pages still come', async (totals, told) => {
  await using sandbox = await startSandbox({ ...options, totals });
  for (const [path, question] of [
    ['/v2/calls', {}],
    ['/v2/calls/extensive', extensive],
  ] as const) {
    const replies = await walk(sandbox, path, question);
    expect(replies.map(({ body }) => body.records?.totalRecords)).toEqual([told, told, told]);
    expect(replies.flatMap((reply) => rowsOf(reply, 'calls'))).toHaveLength(2500);
  }
});

test('totals can differ by path', async () => {
  await using sandbox = await startSandbox({ ...options, totals: { '/v2/calls': 'half' } });
  expect((await ask(sandbox, '/v2/calls')).body.records?.totalRecords).toBe(1250);
  expect((await ask(sandbox, '/v2/users')).body.records?.totalRecords).toBe(30);
});

test('a fault makes one count wrong', async () => {
  const faults = [{ at: 2, path: '/v2/users', totals: 'zero' }] as const;
  await using sandbox = await startSandbox({ ...options, pageSize: 10, faults });
  const replies = await walk(sandbox, '/v2/users');
  expect(replies.map(({ body }) => body.records?.totalRecords)).toEqual([30, 0, 30]);
});

test('a rule that does not exist is refused', () => {
  // A typing error on the command line, which no compiler sees.
  const misspelt = Object.assign({}, { totals: JSON.parse('"zeros"') });
  expect(() => settle(misspelt)).toThrow('totals');
});
