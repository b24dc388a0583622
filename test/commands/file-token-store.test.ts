import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withAddressHash } from '../../src/config/earlier-addresses.ts';
import { ConfigError } from '../../src/base/errors.ts';
import type { TokenStore } from '../../src/gong/tokens.ts';
import { config, credentials, given, openStoreOf, OWN, withCredentials } from './token-file.ts';

const next = { refreshToken: 'refresh-token-1', accessToken: 'access-token-1', baseUrl: OWN };
const { signal } = new AbortController();

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'file-token-store-')), 'config.json');
  put(config);
});
afterEach(() => rmSync(join(path, '..'), { recursive: true }));

function put(value: unknown): void {
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
}

function text(): string {
  return readFileSync(path, 'utf8');
}

function openStore(): TokenStore {
  return openStoreOf(path);
}

test('tokens that another run has put there are taken', async () => {
  const store = openStore();
  expect(await store.read(given)).toMatchObject({ refreshToken: 'refresh-token-0' });
  put(withCredentials({ access_token: 'access-token-9' }));
  expect(await store.read(given)).toMatchObject({
    refreshToken: 'refresh-token-9',
    accessToken: 'access-token-9',
  });
});

test('also where the address of the customer has come with them', async () => {
  put(withCredentials({}));
  expect(await openStore().read({ refreshToken: 'refresh-token-0' })).toMatchObject({ baseUrl: OWN });
});

const MOVED = 'https://company-18.api.gong.io';

/** As a login or a renewal leaves it. */
function putRenewed(): void {
  put({ ...config, credentials: withAddressHash(credentials) });
}

function kept(): object {
  return JSON.parse(text()).credentials;
}

test('also where Gong has named another address with them, which the file remembers', async () => {
  putRenewed();
  await openStore().save({ ...next, baseUrl: MOVED }, 'refresh-token-0');
  expect(JSON.parse(text())).toMatchObject({
    credentials: { api_base_url_for_customer: MOVED, _earlier_addresses: [OWN] },
  });
  expect(await openStore().read(given)).toMatchObject({ refreshToken: 'refresh-token-1', baseUrl: MOVED });
  await openStore().save({ ...next, refreshToken: 'refresh-token-2', baseUrl: OWN }, 'refresh-token-1');
  await openStore().save({ ...next, refreshToken: 'refresh-token-3', baseUrl: MOVED }, 'refresh-token-2');
  expect(JSON.parse(text())).toMatchObject({ credentials: { _earlier_addresses: [OWN, MOVED] } });
});

test.each([
  ['that stood there', {}],
  ['of an earlier version, which does not tell', { _address_hash: undefined }],
])(
  'another address for a refresh token that was put there by hand: the one %s is not remembered',
  async (_name, changes) => {
    putRenewed();
    await openStore().save({ ...next, baseUrl: MOVED }, 'refresh-token-0');
    put({ ...config, credentials: { ...kept(), refresh_token: 'of-another', ...changes } });
    await openStore().save({ ...next, baseUrl: 'https://company-19.api.gong.io' }, 'of-another');
    expect(text()).not.toContain('company-18');
    expect(kept()).not.toHaveProperty('_earlier_addresses');
  },
);

test('a refresh token that was put there by hand while a run went on is not taken for this one', async () => {
  putRenewed();
  put({ ...config, credentials: { ...kept(), refresh_token: 'of-another' } });
  await expect(openStore().read(given)).rejects.toThrow('The config file was replaced while this ran');
  // A run that begins with it gets to know the address first.
  expect(await openStore().read({ refreshToken: 'of-another' })).toMatchObject({ baseUrl: undefined });
});

test('where it stays the same there is nothing to remember', async () => {
  await openStore().save(next, 'refresh-token-0');
  expect(text()).not.toContain('earlier');
});

test('the secret of the app is the one that stands there by now', async () => {
  put({ ...config, credentials: { ...credentials, client_secret: 'new-secret' } });
  expect(await openStore().read(given)).toMatchObject({ clientSecret: 'new-secret' });
});

describe('a file that was replaced', () => {
  const replacements = [
    ['another app', withCredentials({ client_id: 'ANOTHER' })],
    ['another company', withCredentials({ api_base_url_for_customer: 'https://company-18.api.gong.io' })],
    ['no company', withCredentials({ api_base_url_for_customer: '' })],
    ['another address', { ...withCredentials({}), api_base_url: 'https://us-1.api.gong.io' }],
    ['a key', { credentials: { auth_type: 'APIKey', access_key: 'k', access_key_secret: 's' } }],
  ] as const;

  test.each(replacements)('by one of %s: no token of it is taken', async (_name, replacement) => {
    put(replacement);
    const taken = openStore().read(given);
    await expect(taken).rejects.toThrow(ConfigError);
    await expect(taken).rejects.toThrow('The config file was replaced while this ran');
  });

  test('or is being edited: nothing is renewed', async () => {
    put('{ "start_date": ');
    await expect(openStore().read(given)).rejects.toThrow(/not valid JSON.* No token was renewed\.$/);
  });

  test.each([
    ...replacements.filter(([name]) => name !== 'another address'),
    ['what is being edited', '{ "start_date": '] as const,
  ])('by %s, while tokens were on their way, is left alone', async (_name, replacement) => {
    put(replacement);
    const before = text();
    const saved = openStore().save(next, 'refresh-token-0');
    await expect(saved).rejects.toThrow(ConfigError);
    await expect(saved).rejects.toThrow('It was left alone');
    expect(text()).toBe(before);
  });
});

test('what was edited stays where the token is still the one that was spent', async () => {
  put({ ...config, credentials: { ...credentials, refresh_token: ' refresh-token-0\n' }, num_workers: 3 });
  await openStore().save(next, 'refresh-token-0');
  expect(JSON.parse(text())).toMatchObject({
    num_workers: 3,
    credentials: { refresh_token: 'refresh-token-1', access_token: 'access-token-1' },
  });
});

test('numbers that JavaScript cannot hold stay as they are', async () => {
  put(`{"_big":12345678901234567890,"_huge":1e400,"_price":1.10,${JSON.stringify(config).slice(1)}`);
  await openStore().save(next, 'refresh-token-0');
  expect(text()).toMatch(/"_big": 12345678901234567890,\s+"_huge": 1e400,\s+"_price": 1\.10,/);
  expect(JSON.parse(text())).toMatchObject({ credentials: { refresh_token: 'refresh-token-1' } });
});

test('two that share a file renew one after the other', async () => {
  const steps: string[] = [];
  const first = await openStore().lock(signal);
  const second = openStore()
    .lock(signal)
    .then((lock) => {
      steps.push('second');
      return lock;
    });
  await openStore().save(next, 'refresh-token-0');
  steps.push('saved');
  await first[Symbol.asyncDispose]();
  await using _lock = await second;
  expect(steps).toEqual(['saved', 'second']);
});

test('one that waits for the other can be ended', async () => {
  await using _lock = await openStore().lock(signal);
  const ending = new AbortController();
  const waiting = openStore().lock(ending.signal);
  ending.abort(new Error('ended'));
  await expect(waiting).rejects.toThrow('ended');
});

test('a token that Gong says is used up may be on its way from another machine', async () => {
  const awaited = openStore().awaitNext(given, signal);
  setTimeout(() => put(withCredentials({})), 20);
  expect(await awaited).toMatchObject({ refreshToken: 'refresh-token-9' });
});
