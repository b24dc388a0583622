import { expect, test } from 'vitest';
import { controlTokenStore } from '../../src/commands/control-token-store.ts';
import { createLog, type Log } from '../../src/protocol/log.ts';
import { createOutput } from '../../src/protocol/output.ts';
import { config as validate } from '../../src/generated/validate-config.js';
import type { JsonObject } from '../../src/base/json-object.ts';
import type { TokenStore } from '../../src/gong/tokens.ts';

const credentials = { auth_type: 'OAuth2.0', client_id: 'i', client_secret: 's', refresh_token: 'old-token' };
const config = { credentials, num_workers: 7, _platform: { a: 1, b: null }, _none: null };
const tokens = {
  refreshToken: 'new-refresh-token',
  accessToken: 'new-access-token',
  expiresAt: Date.UTC(2026, 10, 27),
  baseUrl: 'https://us-1.api.gong.io',
};

/** A store whose reader takes this many writes, and then goes away. */
function open(
  writes = Infinity,
  given: JsonObject = config,
): {
  readonly store: TokenStore;
  readonly log: Log;
  readonly flush: () => Promise<void>;
  readonly lines: () => string[];
} {
  let text = '';
  let left = writes;
  const output = createOutput(
    async (bytes) => {
      await new Promise(setImmediate);
      if (left === 0) throw Object.assign(new Error('gone'), { code: 'EPIPE' });
      left -= 1;
      text += String(bytes);
    },
    () => {},
  );
  const log = createLog(output, 'info');
  const store = controlTokenStore(given, output, log);
  return {
    store,
    log,
    flush: () => output.flush(),
    lines: () => text.split('\n').filter((line) => line !== ''),
  };
}

test('the whole config goes out, as it was given but for the tokens, and is there when that has settled', async () => {
  const { store, lines } = open();
  await store.save(tokens, 'old-token');
  const [line = ''] = lines();
  expect(JSON.parse(line)).toEqual({
    type: 'CONTROL',
    control: {
      type: 'CONNECTOR_CONFIG',
      emitted_at: expect.any(Number),
      connectorConfig: {
        config: {
          ...config,
          credentials: {
            ...credentials,
            refresh_token: 'new-refresh-token',
            access_token: 'new-access-token',
            token_expiry_date: '2026-11-27T00:00:00Z',
            api_base_url_for_customer: 'https://us-1.api.gong.io',
          },
        },
      },
    },
  });
});

test('what a file keeps beside an address is not sent: it would not be true any more', async () => {
  const kept = { ...credentials, _earlier_addresses: ['https://us-2.api.gong.io'], _address_hash: 'a' };
  const { store, lines } = open(Infinity, { ...config, credentials: kept });
  await store.save(tokens, 'old-token');
  expect(lines().join()).toContain('new-refresh-token');
  expect(lines().join()).not.toMatch(/_earlier_addresses|_address_hash/);
});

test.each([
  { start_date: null, lookback_window_days: null, api_base_url: '' },
  { start_date: '', credentials: { ...credentials, access_token: '', token_expiry_date: '86400' } },
  { start_date: ' 2026-01-31T00:00:00Z\n' },
])('what a form has left empty does not keep it from being valid: %j', async (form) => {
  const { store, lines } = open(Infinity, { ...config, ...form });
  await store.save(tokens, 'old-token');
  const sent: { control: { connectorConfig: { config: unknown } } } = JSON.parse(lines()[0] ?? '');
  expect([validate(sent.control.connectorConfig.config), validate.errors]).toEqual([true, null]);
});

test('a reader that has gone shows before anything is renewed', async () => {
  await expect(open(0).store.prepare()).rejects.toThrow('gone');
});

test('a config that could not be sent is not kept', async () => {
  const { store } = open(1);
  await store.prepare();
  await expect(store.save(tokens, 'old-token')).rejects.toThrow('gone');
});

test('new tokens are masked from then on, in everything else', async () => {
  const { store, log, flush, lines } = open();
  await store.save(tokens, 'old-token');
  log.info('with new-access-token and new-refresh-token');
  await flush();
  expect(lines().at(-1)).toContain('"with **** and ****"');
});
