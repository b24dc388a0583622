import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { ask, authorizationOf, credentialsOf, free } from './gong-client.ts';

test('answers the credentials of its own configuration', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 5 });
  expect((await ask(sandbox, '/v2/users')).status).toBe(200);
});

test.each([
  ['no credentials', () => ''],
  ['a wrong secret', (key: string) => `Basic ${Buffer.from(`${key}:wrong`).toString('base64')}`],
  ['a bearer token', () => 'Bearer abc'],
])('refuses %s with 401 in the errors envelope', async (_, header) => {
  await using sandbox = await startSandbox({ ...free, calls: 5 });
  const authorization = header(credentialsOf(sandbox).key);
  const response = await fetch(
    `${sandbox.url}/v2/users`,
    authorization === '' ? {} : { headers: { authorization } },
  );
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ requestId: expect.any(String), errors: [expect.any(String)] });
});

test('has a secret whose encoded forms differ from it', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 5 });
  const { secret } = credentialsOf(sandbox);
  expect(secret.length).toBeGreaterThan(40);
  expect(encodeURIComponent(secret)).not.toBe(secret);
  expect(secret).toMatch(/\+.*\/.*=/);
});

test('answers a missing scope with 401 and the name of the scope, on that endpoint only', async () => {
  await using sandbox = await startSandbox({ ...free, missingScopes: ['api:calls:read:transcript'] });
  const refused = await ask(sandbox, '/v2/calls/transcript', { body: { filter: {} } });
  expect(refused.status).toBe(401);
  expect(refused.body.errors).toEqual([
    "You don't have permission to use 'api:calls:read:transcript' in your app.",
  ]);
  expect((await ask(sandbox, '/v2/calls')).status).toBe(200);
});

test('refuses selected media when only the media scope is missing', async () => {
  await using sandbox = await startSandbox({ ...free, missingScopes: ['api:calls:read:media-url'] });
  const body = { filter: {}, contentSelector: { exposedFields: { media: true } } };
  expect((await ask(sandbox, '/v2/calls/extensive', { body })).status).toBe(401);
  expect((await ask(sandbox, '/v2/calls/extensive', { body: { filter: {} } })).status).toBe(200);
});

test('gives a configuration that names its limits when they differ from those of Gong', async () => {
  await using limited = await startSandbox({ calls: 5, until: free.until, days: 10 });
  expect(limited.config).toEqual({
    credentials: {
      auth_type: 'APIKey',
      access_key: expect.any(String),
      access_key_secret: expect.any(String),
    },
    start_date: '2026-10-22T00:00:00Z',
    api_base_url: limited.url,
  });
  await using lifted = await startSandbox({ ...free, calls: 5 });
  expect(lifted.config).toMatchObject({ requests_per_second: 100_000, daily_request_limit: 100_000 });
  expect(authorizationOf(lifted)).toBe(authorizationOf(limited));
});
