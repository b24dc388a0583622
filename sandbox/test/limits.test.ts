import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { ask } from './gong-client.ts';

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

test('a fourth request within a second is refused with Retry-After: 1, and admitted after it', async () => {
  await using sandbox = await startSandbox({ calls: 5 });
  const replies = await Promise.all([1, 2, 3, 4, 5].map(() => ask(sandbox, '/v2/users')));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(3);
  const refused = replies.find(({ status }) => status === 429);
  expect(refused?.headers.get('retry-after')).toBe('1');
  expect(refused?.body).toEqual({ requestId: expect.any(String), errors: [expect.any(String)] });
  expect(sandbox.mostPerSecond()).toBe(5);
  await sleep(1010);
  expect((await ask(sandbox, '/v2/users')).status).toBe(200);
});

test('the daily quota is refused with a wait until the next UTC midnight', async () => {
  await using sandbox = await startSandbox({ calls: 5, requestsPerSecond: 0, dailyRequestLimit: 2 });
  await ask(sandbox, '/v2/users');
  await ask(sandbox, '/v2/users');
  const { status, headers } = await ask(sandbox, '/v2/users');
  expect(status).toBe(429);
  const wait = 86_400 - ((Date.now() / 1000) % 86_400);
  expect(Math.abs(Number(headers.get('retry-after')) - wait)).toBeLessThan(5);
  sandbox.resetRequests();
  expect((await ask(sandbox, '/v2/users')).status).toBe(200);
});

test('the wait of the daily quota can be chosen, and holds', async () => {
  const options = { calls: 5, requestsPerSecond: 0, dailyRequestLimit: 1, dailyRetryAfterSeconds: 1 };
  await using sandbox = await startSandbox(options);
  await ask(sandbox, '/v2/users');
  expect((await ask(sandbox, '/v2/users')).headers.get('retry-after')).toBe('1');
  await sleep(1010);
  expect((await ask(sandbox, '/v2/users')).status).toBe(200);
});

test('limits of 0 are lifted', async () => {
  await using sandbox = await startSandbox({ calls: 5, requestsPerSecond: 0, dailyRequestLimit: 0 });
  const replies = await Promise.all(Array.from({ length: 40 }, () => ask(sandbox, '/v2/users')));
  expect(replies.every(({ status }) => status === 200)).toBe(true);
});

test('latency is waited before each answer', async () => {
  await using sandbox = await startSandbox({ calls: 5, latencyMilliseconds: 60 });
  const begun = performance.now();
  await ask(sandbox, '/v2/users');
  expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
});
