import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts';
import { free } from './gong-client.ts';

interface TokenReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

let shared: Sandbox;
beforeAll(async () => {
  shared = await startSandbox({ ...free, calls: 5, workers: 0 });
});
afterAll(() => shared.close());

function start(options: SandboxOptions): Promise<Sandbox> {
  return startSandbox({ ...free, calls: 5, workers: 0, ...options });
}

function credentialsOf(sandbox: Sandbox, scopes?: readonly string[]): Record<string, string> {
  return Object(sandbox.authorize(scopes)['credentials']);
}

function basic({ client_id, client_secret }: Record<string, string>): string {
  return `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`;
}

async function requestToken(
  sandbox: Sandbox,
  query: Record<string, string>,
  init: RequestInit = {},
): Promise<TokenReply> {
  const address = `${sandbox.url}/oauth2/generate-customer-token?${new URLSearchParams(query).toString()}`;
  const authorization = basic(credentialsOf(sandbox));
  const response = await fetch(address, { method: 'POST', headers: { authorization }, ...init });
  return { status: response.status, body: Object(await response.json()) };
}

async function refresh(sandbox: Sandbox, token: unknown): Promise<TokenReply> {
  return requestToken(sandbox, { grant_type: 'refresh_token', refresh_token: String(token) });
}

/** An API request at the address and with the token of a response. */
async function get({ body }: TokenReply, path: string): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${String(body['access_token'])}` };
  const response = await fetch(`${String(body['api_base_url_for_customer'])}${path}`, { headers });
  return { status: response.status, text: await response.text() };
}

/** What a browser gets that follows the address of an app. */
async function consent(changes: Record<string, string>): Promise<Response> {
  const query = new URLSearchParams({
    client_id: String(credentialsOf(shared)['client_id']),
    redirect_uri: 'http://127.0.0.1:9/back',
    response_type: 'code',
    scope: 'api:users:read api:calls:read:basic',
    state: 'xyz',
    ...changes,
  });
  return fetch(`${shared.url}/oauth2/authorize?${query.toString()}`, { redirect: 'manual' });
}

test('a refresh token works once, and gives tokens and the address of the customer', async () => {
  const { refresh_token: first } = credentialsOf(shared);
  const reply = await refresh(shared, first);
  expect(reply).toEqual({
    status: 200,
    body: {
      access_token: expect.any(String),
      refresh_token: expect.not.stringContaining(String(first)),
      token_type: 'bearer',
      expires_in: 86_400,
      api_base_url_for_customer: shared.url.replace('127.0.0.1', 'localhost'),
    },
  });
  expect((await get(reply, '/v2/users')).status).toBe(200);
  const error = { error: 'invalid_grant', error_description: 'Refresh token code is invalid' };
  expect(await refresh(shared, first)).toEqual({ status: 400, body: error });
  expect((await refresh(shared, reply.body['refresh_token'])).status).toBe(200);
});

test('arguments in the body do not work', async () => {
  const { refresh_token = '' } = credentialsOf(shared);
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token });
  const authorization = basic(credentialsOf(shared));
  const refused = await requestToken(shared, {}, { headers: { authorization }, body });
  expect(refused).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
  expect((await refresh(shared, refresh_token)).status).toBe(200);
});

test.each([
  ['no client', {}],
  ['a wrong secret', { authorization: `Basic ${Buffer.from('SANDBOXAPP4XQ7K2:x').toString('base64')}` }],
])('%s is refused, and uses nothing up', async (_name, headers) => {
  const { refresh_token = '' } = credentialsOf(shared);
  const query = { grant_type: 'refresh_token', refresh_token };
  expect(await requestToken(shared, query, { headers })).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  });
  expect((await refresh(shared, refresh_token)).status).toBe(200);
});

test('a token is refused at another address than the customer’s', async () => {
  const { body } = await refresh(shared, credentialsOf(shared)['refresh_token']);
  const wrong = { status: 200, body: { ...body, api_base_url_for_customer: shared.url } };
  expect((await get(wrong, '/v2/users')).status).toBe(401);
});

test('an access token ends by the clock, where there is one', async () => {
  await using sandbox = await start({ clock: '2026-10-01T00:00:00Z' });
  const reply = await refresh(sandbox, credentialsOf(sandbox)['refresh_token']);
  sandbox.setClock('2026-10-01T23:59:59Z');
  expect((await get(reply, '/v2/users')).status).toBe(200);
  sandbox.setClock('2026-10-02T00:00:00Z');
  expect(await get(reply, '/v2/users')).toMatchObject({
    status: 401,
    text: expect.stringContaining('expired'),
  });
});

test('an access token ends by real time, where there is no clock', async () => {
  await using sandbox = await start({ tokenSeconds: 0.02 });
  const reply = await refresh(sandbox, credentialsOf(sandbox)['refresh_token']);
  await new Promise((resolve) => {
    setTimeout(resolve, 25);
  });
  expect((await get(reply, '/v2/users')).status).toBe(401);
});

test('a token has the scopes that the customer allowed', async () => {
  const { refresh_token } = credentialsOf(shared, ['api:users:read']);
  const reply = await refresh(shared, refresh_token);
  expect(reply.body['scope']).toBe('api:users:read');
  expect((await get(reply, '/v2/users')).status).toBe(200);
  const refused = await get(reply, '/v2/calls');
  expect([refused.status, refused.text]).toEqual([401, expect.stringContaining("'api:calls:read:basic'")]);
});

test('what is revoked works no more', async () => {
  await using sandbox = await start({});
  const reply = await refresh(sandbox, credentialsOf(sandbox)['refresh_token']);
  sandbox.revokeTokens();
  expect((await get(reply, '/v2/users')).status).toBe(401);
  expect((await refresh(sandbox, reply.body['refresh_token'])).status).toBe(400);
  // A customer may allow it again.
  expect((await refresh(sandbox, credentialsOf(sandbox)['refresh_token'])).status).toBe(200);
});

test('customers who are moved get the new address with their next tokens, and are served there alone', async () => {
  await using sandbox = await start({});
  const before = await refresh(sandbox, credentialsOf(sandbox)['refresh_token']);
  sandbox.moveCustomers();
  expect((await get(before, '/v2/users')).status).toBe(401);
  const after = await refresh(sandbox, before.body['refresh_token']);
  expect(after.body['api_base_url_for_customer']).not.toBe(before.body['api_base_url_for_customer']);
  expect((await get(after, '/v2/users')).status).toBe(200);
});

describe('trusted addresses', () => {
  test('one list is for the API', async () => {
    await using sandbox = await start({ trustedAddresses: ['203.0.113.7'] });
    const reply = await refresh(sandbox, credentialsOf(sandbox)['refresh_token']);
    expect((await get(reply, '/v2/users')).status).toBe(403);
  });

  test('the other one is for refreshing, and a refusal uses nothing up', async () => {
    await using sandbox = await start({ trustedRefreshAddresses: ['203.0.113.7'] });
    const { refresh_token } = credentialsOf(sandbox);
    expect(await refresh(sandbox, refresh_token)).toMatchObject({ status: 403 });
    expect(sandbox.oauthEvents).toMatchObject([{ kind: 'refused', status: 403, used: refresh_token }]);
  });
});

describe('the authorization code', () => {
  test('goes back with the state, and is changed for tokens once', async () => {
    const back = new URL((await consent({})).headers.get('location') ?? '');
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([
      'http://127.0.0.1:9/back',
      'xyz',
    ]);
    const code = back.searchParams.get('code') ?? '';
    const query = { grant_type: 'authorization_code', code, redirect_uri: 'http://127.0.0.1:9/back' };
    expect((await requestToken(shared, { ...query, redirect_uri: 'http://127.0.0.1:9/' })).status).toBe(400);
    expect(await requestToken(shared, query)).toMatchObject({
      status: 200,
      body: { scope: 'api:users:read api:calls:read:basic' },
    });
    expect((await requestToken(shared, query)).status).toBe(400);
  });

  test.each([{ client_id: 'x' }, { redirect_uri: 'x' }, { response_type: 'token' }, { scope: '' }])(
    '%j is refused',
    async (changes) => {
      expect((await consent(changes)).status).toBe(400);
    },
  );
});

test('the history tells what happened to tokens, in its order', async () => {
  await using sandbox = await start({});
  const heard: string[] = [];
  sandbox.onOAuthEvent(({ kind }) => heard.push(kind));
  const { refresh_token } = credentialsOf(sandbox);
  const reply = await refresh(sandbox, refresh_token);
  await get(reply, '/v2/users');
  await refresh(sandbox, refresh_token);
  const events = [
    { kind: 'issued', grantType: 'refresh_token', used: refresh_token },
    { kind: 'access', accessToken: reply.body['access_token'], path: '/v2/users', status: 200 },
    { kind: 'refused', used: refresh_token, error: 'invalid_grant' },
  ];
  expect(sandbox.oauthEvents).toMatchObject(events);
  expect(heard).toEqual(['issued', 'access', 'refused']);
  const told = await fetch(`${sandbox.url}/sandbox/oauth-events`);
  expect(await told.json()).toEqual(sandbox.oauthEvents);
});

test('another process gets a config with tokens, and can revoke them', async () => {
  const response = await fetch(`${shared.url}/sandbox/oauth-config?scope=api:users:read`);
  const { credentials } = Object(await response.json());
  const reply = await refresh(shared, credentials.refresh_token);
  expect(reply.body['scope']).toBe('api:users:read');
  await fetch(`${shared.url}/sandbox/revoke-tokens`, { method: 'POST' });
  expect((await get(reply, '/v2/users')).status).toBe(401);
});

test('faults hit the token endpoint: a connection that breaks off after the old token is used up', async () => {
  await using sandbox = await start({});
  const path = '/oauth2/generate-customer-token';
  sandbox.addFaults([
    { at: 1, path, reset: true },
    { at: 2, path, status: 503 },
  ]);
  const { refresh_token } = credentialsOf(sandbox);
  await expect(refresh(sandbox, refresh_token)).rejects.toThrow('fetch failed');
  expect((await refresh(sandbox, refresh_token)).status).toBe(503);
  expect(await refresh(sandbox, refresh_token)).toMatchObject({ status: 400 });
});
