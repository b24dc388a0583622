import { get } from 'node:http';
import { expect, test } from 'vitest';
import { startSandbox, type Fault, type Sandbox } from '../src/index.ts';
import { ask, authorizationOf, free, parseRow, rowsOf, withCursor, type Ask } from './gong-client.ts';

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

test('early hints are sent while an answer is held back', async () => {
  await using sandbox = await withFault({ at: 1, slowMilliseconds: 45, hintEveryMilliseconds: 10 });
  const hints: number[] = [];
  const status = await new Promise((resolve, reject) => {
    const headers = { authorization: authorizationOf(sandbox) };
    get(`${sandbox.url}/v2/users`, { headers }, (reply) => {
      reply.resume().on('end', () => resolve(reply.statusCode));
    })
      .on('information', (info) => hints.push(info.statusCode))
      .on('error', reject);
  });
  expect([status, hints]).toEqual([200, [103, 103, 103, 103]]);
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

test('an answer can be anything: status, headers and body, never compressed', async () => {
  const body = `{"calls":null,"padding":"${'x'.repeat(2000)}"}`;
  await using sandbox = await withFault({
    at: 1,
    path: '/v2/calls',
    answer: { status: 409, headers: { 'X-Odd': 'yes', 'Content-Type': 'text/plain' }, body },
  });
  const reply = await ask(sandbox, '/v2/calls', { headers: { 'accept-encoding': 'gzip, br' } });
  expect([reply.status, reply.text]).toEqual([409, body]);
  expect(['x-odd', 'content-type', 'content-encoding'].map((name) => reply.headers.get(name))).toEqual([
    'yes',
    'text/plain',
    null,
  ]);
  expect(sandbox.requests[0]?.status).toBe(409);
  expect((await ask(sandbox, '/v2/calls')).status).toBe(200);
});

test.each([
  [{ body: 'null' }, 200, 'null'],
  [{ status: 204 }, 204, ''],
  [{ status: 404 }, 404, ''],
  [{ bodyBase64: 'eyJhIjoxfQ==' }, 200, '{"a":1}'],
])('an answer that is %j', async (answer, status, text) => {
  await using sandbox = await withFault({ at: 1, answer });
  const reply = await ask(sandbox, '/v2/users');
  expect([reply.status, reply.text]).toEqual([status, text]);
});

test('headers alone are laid over the ordinary answer', async () => {
  await using sandbox = await withFault({ at: 1, answer: { headers: { 'x-odd': 'yes' } } });
  const reply = await ask(sandbox, '/v2/users');
  expect(reply.headers.get('x-odd')).toBe('yes');
  expect(rowsOf(reply, 'users')).toHaveLength(100);
});

test('a body that is no gzip cannot be decoded, yet its status and headers arrive', async () => {
  const headers = { 'content-encoding': 'gzip', 'retry-after': '6' };
  await using sandbox = await withFault({ at: 1, answer: { status: 429, headers, body: 'no gzip' } });
  const { status, retryAfter, body } = await headOf(sandbox);
  expect([status, retryAfter]).toEqual([429, '6']);
  await expect(body()).rejects.toThrow(TypeError);
});

test.each([
  [
    'a forced body',
    { status: 503, headers: { 'retry-after': '6' }, body: '{"errors":[]}', cutAfterBytes: 3 },
  ],
  [
    'a forced body from its start',
    { status: 503, headers: { 'retry-after': '6' }, body: '{}', cutAfterBytes: 0 },
  ],
])('%s is cut', async (_name, answer) => {
  await using sandbox = await withFault({ at: 1, answer });
  const { status, retryAfter, body } = await headOf(sandbox);
  expect([status, retryAfter]).toEqual([503, '6']);
  await expect(body()).rejects.toThrow('terminated');
});

test('the ordinary answer is cut where asked', async () => {
  await using sandbox = await withFault({ at: 1, answer: { cutAfterBytes: 10 } });
  const { status, body } = await headOf(sandbox);
  expect(status).toBe(200);
  await expect(body()).rejects.toThrow('terminated');
});

test('a body trickles', async () => {
  await using sandbox = await withFault({ at: 1, answer: { body: '[1,2]', trickleBytesPerSecond: 50 } });
  const start = performance.now();
  expect((await ask(sandbox, '/v2/users')).text).toBe('[1,2]');
  expect(performance.now() - start).toBeGreaterThanOrEqual(75);
});

test('closing does not wait for a body that trickles', async () => {
  const sandbox = await withFault({ at: 1, answer: { trickleBytesPerSecond: 1 } });
  const { body } = await headOf(sandbox);
  const pending = body().catch((error: unknown) => error);
  await sandbox.close();
  expect(await pending).toBeInstanceOf(TypeError);
});

test('a fault can look at requests that mention something in query or body', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 20 });
  const [, second] = [...sandbox.truth('calls')].map((text) => String(parseRow(text)['id']));
  sandbox.addFaults([{ at: 1, times: 2, mentions: String(second), status: 400 }]);
  const statuses = [];
  for (const ids of [['1'], ['1', second], [second], [second]]) {
    statuses.push((await ask(sandbox, '/v2/calls/extensive', question(ids))).status);
  }
  expect(statuses).toEqual([404, 400, 400, 200]);
});

test('a cursor in a body counts as one in the query does', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 30, pageSize: 10 });
  sandbox.addFaults([{ at: 1, atCursor: true, status: 503 }]);
  const first = await ask(sandbox, '/v2/calls/extensive', { body: { filter: {} } });
  const following = withCursor({ body: { filter: {} } }, first.body.records?.cursor);
  expect(first.status).toBe(200);
  expect((await ask(sandbox, '/v2/calls/extensive', following)).status).toBe(503);
});

function question(callIds: readonly unknown[]): Ask {
  return { body: { filter: { callIds } } };
}

/** An answer whose body is still to come. */
async function headOf(
  sandbox: Sandbox,
): Promise<{ status: number; retryAfter: string | null; body: () => Promise<string> }> {
  const headers = { authorization: authorizationOf(sandbox) };
  const response = await fetch(`${sandbox.url}/v2/users`, { headers });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: () => response.text(),
  };
}
