import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { ask, free, parseRow, rowsOf } from './gong-client.ts';

test('credentials whose owner sees no calls get what an empty company gives, and the users', async () => {
  const options = { ...free, calls: 200, users: 7 };
  await using sandbox = await startSandbox({ ...options, seesCalls: false });
  await using empty = await startSandbox({ ...options, calls: 0 });
  for (const [path, question] of [
    ['/v2/calls', {}],
    ['/v2/calls/extensive', { body: { filter: {} } }],
    ['/v2/calls/transcript', { body: { filter: {} } }],
    ['/v2/stats/activity/scorecards', { body: { filter: { reviewMethod: 'BOTH' } } }],
  ] as const) {
    const [reply, expected] = [await ask(sandbox, path, question), await ask(empty, path, question)];
    expect([reply.status, reply.body.errors]).toEqual([404, expected.body.errors]);
  }
  expect(rowsOf(await ask(sandbox, '/v2/users'), 'users')).toHaveLength(7);
  expect([...sandbox.truth('calls'), ...sandbox.truth('answeredScorecards')]).toEqual([]);
});

test('nor can they read a call by its id', async () => {
  const options = { ...free, calls: 3 };
  await using seen = await startSandbox(options);
  await using sandbox = await startSandbox({ ...options, seesCalls: false });
  const { id } = parseRow([...seen.truth('calls')][0] ?? '{}');
  expect((await ask(seen, `/v2/calls/${String(id)}`)).status).toBe(200);
  expect((await ask(sandbox, `/v2/calls/${String(id)}`)).status).toBe(404);
});
