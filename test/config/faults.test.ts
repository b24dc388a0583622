import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/base/errors.ts';
import { failureOf } from '../../test-kit/failure-of.ts';

const credentials = { auth_type: 'APIKey', access_key: 'KEY', access_key_secret: 'SECRET' };

function faultOf(config: unknown): string {
  const error = failureOf(() => readConfig(config));
  expect(error).toBeInstanceOf(ConfigError);
  return String(error);
}

test.each([
  ['null', null],
  ['a list', []],
  ['a text', 'config'],
  ['nothing', undefined],
])('%s is no config', (_name, config) => {
  expect(faultOf(config)).toContain('Config validation error: the config is not a JSON object');
});

test.each([
  [{}, 'credentials: is required'],
  [{ credentials: 'KEY:SECRET' }, 'credentials: must be object'],
  [{ credentials: {} }, 'credentials.auth_type: must be "OAuth2.0" or "APIKey"'],
  [
    { credentials: { ...credentials, auth_type: 'Basic' } },
    'credentials.auth_type: must be "OAuth2.0" or "APIKey"',
  ],
  [{ credentials: { auth_type: 'APIKey', access_key: 'KEY' } }, 'credentials.access_key_secret: is required'],
  [{ credentials: { ...credentials, access_key: '' } }, 'credentials.access_key: must not be empty'],
  [{ credentials: { ...credentials, access_key: null } }, 'credentials.access_key: must be string'],
  [
    { credentials: { ...credentials, access_key_secret: 5 } },
    'credentials.access_key_secret: must be string',
  ],
  [{ credentials: { auth_type: 'OAuth2.0' } }, 'credentials.refresh_token: is required'],
  [{ access_key: 'KEY' }, 'credentials.access_key_secret: is required'],
  [{ credentials, start_date: '31.01.2026' }, 'start_date: must look like 2026-01-31T00:00:00Z'],
  [{ credentials, start_date: '2026-01-31' }, 'start_date: must look like 2026-01-31T00:00:00Z'],
  [{ credentials, start_date: '2026-02-30T00:00:00Z' }, 'start_date: must look like 2026-01-31T00:00:00Z'],
  [{ credentials, start_date: 20_260_131 }, 'start_date: must be string'],
  [{ credentials, lookback_window_days: -1 }, 'lookback_window_days: must be >= 0'],
  [{ credentials, lookback_window_days: 1.5 }, 'lookback_window_days: must be integer'],
  [{ credentials, num_workers: 0 }, 'num_workers: must be >= 1'],
  [{ credentials, num_workers: 11 }, 'num_workers: must be <= 10'],
  [{ credentials, include_private_calls: 'yes' }, 'include_private_calls: must be boolean'],
  [{ credentials, requests_per_second: 0 }, 'requests_per_second: must be > 0'],
  [{ credentials, daily_request_limit: 0 }, 'daily_request_limit: must be >= 1'],
  [{ credentials, stats_period: 'HOUR' }, 'stats_period: must be one of DAY, WEEK, MONTH, QUARTER, YEAR'],
  [{ credentials, workspace_ids: '5' }, 'workspace_ids: must be array'],
  [{ credentials, workspace_ids: ['5', ' '] }, 'workspace_ids.1: must not be empty'],
  [{ credentials, primary_user_ids: [2 ** 60] }, 'primary_user_ids.0: must be string'],
  [{ credentials, exclude_internal_calls: 1 }, 'exclude_internal_calls: must be boolean'],
  [{ credentials, emit_deletes: 'true' }, 'emit_deletes: must be boolean'],
  [
    { credentials, exclude_content: ['brief'] },
    'exclude_content.0: must be one of context, parties, content',
  ],
  [
    { credentials, exclude_internal_calls: true, exclude_content: ['media', 'parties'] },
    'exclude_content: must not have parties where exclude_internal_calls is true',
  ],
  [{ credentials, api_base_url: 5 }, 'api_base_url: must be string'],
  [{ credentials, api_base_url: 'api.gong.io' }, 'api_base_url: must be an address'],
  [{ credentials, api_base_url: 'http://api.gong.io' }, 'api_base_url: must begin with https://'],
  [{ credentials, api_base_url: 'http://127.0.0.1.example' }, 'api_base_url: must begin with https://'],
  [{ credentials, api_base_url: 'http://localhost.example' }, 'api_base_url: must begin with https://'],
  [{ credentials, api_base_url: 'ftp://localhost' }, 'api_base_url: must begin with https://'],
  [{ credentials, api_base_url: 'https://a:b@api.gong.io' }, 'api_base_url: must be an address without user'],
  [{ credentials, api_base_url: 'https://api.gong.io?a=b' }, 'api_base_url: must be an address without user'],
])('%j is refused: %s', (config, fault) => {
  expect(faultOf(config)).toContain(fault);
});

test('all faults are named at once', () => {
  const text = faultOf({
    credentials: { auth_type: 'APIKey' },
    num_workers: 0,
    api_base_url: 'http://gong.io',
  });
  for (const path of [
    'credentials.access_key:',
    'credentials.access_key_secret:',
    'num_workers:',
    'api_base_url:',
  ]) {
    expect(text).toContain(path);
  }
  expect(text).not.toContain('client_id');
});

test('no value of a config is ever quoted', () => {
  // Letters that no sentence of ours has, so that a hit is no accident.
  const value = fc.string({ unit: fc.constantFrom('Q', 'Z', 'X', '7', 'é', '"', '/', '.'), minLength: 6 });
  const keys = [
    'access_key',
    'access_key_secret',
    'start_date',
    'api_base_url',
    'num_workers',
    'daily_request_limit',
  ];
  const flat = fc.dictionary(fc.constantFrom(...keys), value);
  const nested = fc.dictionary(
    fc.constantFrom('auth_type', 'access_key', 'access_key_secret', 'client_id'),
    value,
  );
  const config = fc.tuple(flat, fc.oneof(nested, value, fc.constant(credentials)));
  fc.assert(
    fc.property(config, ([top, inner]) => {
      // A number of workers that is a text is a fault of its own, so this config is never taken.
      const text = faultOf({ num_workers: 'QQQQQQ', ...top, credentials: inner });
      const values = Object.values(typeof inner === 'string' ? { inner, ...top } : { ...inner, ...top });
      for (const each of values.filter((one) => !Object.values(credentials).includes(one))) {
        expect(text).not.toContain(each);
      }
      expect(text).not.toContain('QQQQQQ');
    }),
  );
});
