import { expect, test } from 'vitest';
import { startSandbox, type Fault, type Sandbox } from '../../src/sandbox/index.ts';
import { ask, free } from './gong-client.ts';

const withFault = (fault: Fault): Promise<Sandbox> => startSandbox({ ...free, calls: 200, faults: [fault] });

test('a status comes at its request, as often as asked, with its texts and Retry-After', async () => {
  const errors = ['Internal server error occurred'];
  await using sandbox = await withFault({
    at: 2,
    times: 2,
    status: 503,
    retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT',
    errors,
  });
  const replies = [];
  for (let count = 0; count < 4; count += 1) replies.push(await ask(sandbox, '/v2/users'));
  expect(replies.map(({ status }) => status)).toEqual([200, 503, 503, 200]);
  expect(replies[1]?.headers.get('retry-after')).toBe('Wed, 21 Oct 2026 07:28:00 GMT');
  expect(replies[1]?.body.errors).toEqual(errors);
});

test('a fault with a path counts the requests to that path only', async () => {
  await using sandbox = await withFault({ at: 2, path: '/v2/calls', status: 500 });
  const paths = ['/v2/calls', '/v2/users', '/v2/users', '/v2/calls', '/v2/calls'];
  const statuses = [];
  for (const path of paths) statuses.push((await ask(sandbox, path)).status);
  expect(statuses).toEqual([200, 200, 200, 500, 200]);
});

test('a reset destroys the socket before any answer', async () => {
  await using sandbox = await withFault({ at: 1, reset: true });
  await expect(ask(sandbox, '/v2/users')).rejects.toThrow('fetch failed');
  expect(sandbox.requests[0]).toMatchObject({ path: '/v2/users', status: 0 });
  expect((await ask(sandbox, '/v2/users')).status).toBe(200);
});

test('a truncated answer announces the whole length and dies half-way', async () => {
  await using sandbox = await withFault({ at: 1, truncate: true });
  await expect(ask(sandbox, '/v2/calls')).rejects.toThrow('terminated');
  expect((await ask(sandbox, '/v2/calls')).status).toBe(200);
});

test('a slow answer is late but whole', async () => {
  await using sandbox = await withFault({ at: 1, slowMilliseconds: 80 });
  const begun = performance.now();
  expect((await ask(sandbox, '/v2/users')).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(75);
});

test('an answer can be an HTML page, broken JSON or JSON of another shape', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 5 });
  sandbox.addFaults([
    { at: 1, html: true },
    { at: 2, malformed: true },
    { at: 3, wrongShape: true },
  ]);
  const [page, broken, strange] = [
    await ask(sandbox, '/v2/users'),
    await ask(sandbox, '/v2/users'),
    await ask(sandbox, '/v2/users'),
  ];
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html;charset=UTF-8']);
  expect(page.text).toMatch(/^<!DOCTYPE html>/);
  expect([broken.status, broken.headers.get('content-type')]).toEqual([
    200,
    'application/json;charset=UTF-8',
  ]);
  expect(() => JSON.parse(broken.text) as unknown).toThrow(SyntaxError);
  expect(strange.status).toBe(200);
  expect(strange.body).not.toHaveProperty('users');
});

test('faults that are added count from then on', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 5 });
  await ask(sandbox, '/v2/users');
  sandbox.addFaults([{ at: 1, status: 502 }]);
  expect((await ask(sandbox, '/v2/users')).status).toBe(502);
});

test('closing does not wait for slow answers', async () => {
  const sandbox = await withFault({ at: 1, slowMilliseconds: 60_000 });
  const pending = ask(sandbox, '/v2/users').catch((error: unknown) => error);
  while (sandbox.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await sandbox.close();
  expect(await pending).toBeInstanceOf(TypeError);
});
