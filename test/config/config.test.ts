import { expect, test } from 'vitest';
import { readConfig as readWithWarnings, type Config } from '../../src/config/config.ts';

const credentials = { auth_type: 'APIKey', access_key: 'KEY', access_key_secret: 'SECRET' };
const defaults = {
  credentials: { type: 'APIKey', accessKey: 'KEY', accessKeySecret: 'SECRET' },
  startDate: undefined,
  lookbackDays: 7,
  workers: 10,
  baseUrl: 'https://api.gong.io',
  includePrivate: false,
  requestsPerSecond: 3,
  dailyRequestLimit: 10_000,
  utcTimestamps: false,
  statsPeriod: 'WEEK',
  flowProspectsLimit: 0,
  workspaceIds: [],
  primaryUserIds: [],
  excludeInternalCalls: false,
  excludeContent: [],
  emitDeletes: false,
};

/** The config alone, of which nothing is to be said. */
function readConfig(file: unknown): Config {
  const { config, warnings } = readWithWarnings(file);
  expect(warnings).toEqual([]);
  return config;
}

test('credentials alone are enough, and everything else has a default', () => {
  expect(readConfig({ credentials })).toEqual(defaults);
});

test('every option of the config is taken over', () => {
  const config = readConfig({
    credentials,
    start_date: '2026-01-31T00:00:00Z',
    lookback_window_days: 0,
    num_workers: 2,
    api_base_url: 'https://us-12345.api.gong.io',
    include_private_calls: true,
    requests_per_second: 2.5,
    daily_request_limit: 500,
    utc_timestamps: true,
    stats_period: 'MONTH',
    flow_prospects_limit: 300,
    workspace_ids: ['1', '2'],
    primary_user_ids: ['3'],
    exclude_internal_calls: true,
    exclude_content: ['context', 'media'],
    emit_deletes: true,
  });
  expect(config).toEqual({
    ...defaults,
    startDate: Date.UTC(2026, 0, 31),
    lookbackDays: 0,
    workers: 2,
    baseUrl: 'https://us-12345.api.gong.io',
    includePrivate: true,
    requestsPerSecond: 2.5,
    dailyRequestLimit: 500,
    utcTimestamps: true,
    statsPeriod: 'MONTH',
    flowProspectsLimit: 300,
    workspaceIds: ['1', '2'],
    primaryUserIds: ['3'],
    excludeInternalCalls: true,
    excludeContent: ['context', 'media'],
    emitDeletes: true,
  });
});

test('ids may come as numbers that are exact, with blanks around them, and twice', () => {
  const config = readConfig({ credentials, workspace_ids: [12, ' 12\n', '3'], primary_user_ids: [] });
  expect(config).toEqual({ ...defaults, workspaceIds: ['12', '3'] });
});

test('keys that a platform has added are passed over', () => {
  expect(readConfig({ credentials, _limit: 5, __injected: { a: null } })).toEqual(defaults);
});

test('the older flat shape is read', () => {
  expect(readConfig({ access_key: 'KEY', access_key_secret: 'SECRET' })).toEqual(defaults);
  expect(readConfig({ access_key: 'KEY', access_key_secret: 'SECRET', credentials: null })).toEqual(defaults);
});

test('where both shapes are given the nested one wins', () => {
  expect(readConfig({ credentials, access_key: 'OLD', access_key_secret: 'OLD' })).toEqual(defaults);
  const { access_key_secret: _missing, ...half } = credentials;
  expect(readConfig({ credentials: half, access_key: 'OLD', access_key_secret: 'SECRET' })).toEqual(defaults);
});

test('nulls count as not given', () => {
  const open = Object.fromEntries(
    [
      'start_date',
      'lookback_window_days',
      'num_workers',
      'api_base_url',
      'include_private_calls',
      'requests_per_second',
      'daily_request_limit',
      'access_key',
      'access_key_secret',
    ].map((key) => [key, null]),
  );
  expect(readConfig({ credentials, ...open })).toEqual(defaults);
});

test('an empty start date counts as not given', () => {
  expect(readConfig({ credentials, start_date: '' })).toEqual(defaults);
});

test.each([
  ['https://us-1.api.gong.io/', 'https://us-1.api.gong.io'],
  ['https://us-1.api.gong.io/v2', 'https://us-1.api.gong.io'],
  ['https://us-1.api.gong.io/v2/', 'https://us-1.api.gong.io'],
  ['https://proxy.example/gong//', 'https://proxy.example/gong'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['http://127.9.9.9', 'http://127.9.9.9'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
])('the address %s is used as %s', (given, used) => {
  expect(readConfig({ credentials, api_base_url: given }).baseUrl).toBe(used);
});

const oauth = { auth_type: 'OAuth2.0', client_id: 'a', client_secret: 'b', refresh_token: 'c' };

test('OAuth credentials are taken as they come from a platform', () => {
  const renewed = {
    access_token: 'd',
    token_expiry_date: '2026-11-26T07:00:00.123456+00:00',
    api_base_url_for_customer: 'https://company-17.api.gong.io/',
  };
  expect(readConfig({ credentials: { ...oauth, ...renewed } }).credentials).toEqual({
    type: 'OAuth2.0',
    earlierBaseUrls: [],
    clientId: 'a',
    clientSecret: 'b',
    refreshToken: 'c',
    accessToken: 'd',
    expiresAt: Date.UTC(2026, 10, 26, 7, 0, 0, 123),
    baseUrl: 'https://company-17.api.gong.io',
  });
});

test.each([
  { access_token: null, token_expiry_date: null, api_base_url_for_customer: null },
  { access_token: '', token_expiry_date: '', api_base_url_for_customer: '' },
  { token_expiry_date: 86_400 },
  { token_expiry_date: '86400' },
])('what comes with tokens may be as if it were not there: %j', (renewed) => {
  expect(readConfig({ credentials: { ...oauth, ...renewed } }).credentials).toEqual(
    readConfig({ credentials: oauth }).credentials,
  );
});

test.each([
  ['http://company-17.api.gong.io', 'https://api.gong.io'],
  ['https://gong.io.example.com', 'https://api.gong.io'],
  ['https://example.com/gong.io', 'https://api.gong.io'],
  ['https://notgong.io', 'https://api.gong.io'],
  ['https://x:y@company-17.api.gong.io', 'https://api.gong.io'],
  ['http://127.0.0.1:8080', 'https://api.gong.io'],
  ['http://example.com', 'http://127.0.0.1:8080'],
  ['no address', 'http://127.0.0.1:8080'],
])('the address %s does not get a token where the configured one is %s', (address, configured) => {
  const given = { ...oauth, api_base_url_for_customer: address };
  expect(() => readConfig({ credentials: given, api_base_url: configured })).toThrow(
    /^Config validation error: credentials\.api_base_url_for_customer: must be an address of Gong's/,
  );
});

test('Gong played on this machine may name an address of this machine', () => {
  const given = { ...oauth, api_base_url_for_customer: 'http://localhost:8080' };
  const { credentials: read } = readConfig({ credentials: given, api_base_url: 'http://127.0.0.1:8080' });
  expect(read).toMatchObject({ baseUrl: 'http://localhost:8080' });
});

test('C13: blanks and line breaks around a text are left out, with a warning that names its path', () => {
  const { config, warnings } = readWithWarnings({
    credentials: { auth_type: 'APIKey ', access_key: '\tKEY', access_key_secret: 'SECRET\r\n' },
    start_date: ' 2026-01-31T00:00:00Z',
    api_base_url: 'https://us-1.api.gong.io\n',
  });
  expect(config).toEqual({
    ...defaults,
    startDate: Date.UTC(2026, 0, 31),
    baseUrl: 'https://us-1.api.gong.io',
  });
  const paths = ['credentials.auth_type', 'credentials.access_key', 'credentials.access_key_secret'];
  expect(warnings).toEqual(
    [...paths, 'start_date', 'api_base_url'].map((path) =>
      expect.stringContaining(`The config's ${path} has blanks or line breaks around it`),
    ),
  );
  expect(warnings.join()).not.toContain('KEY,');
});

test('C13: the older flat shape is trimmed too', () => {
  const { config, warnings } = readWithWarnings({ access_key: 'KEY\n', access_key_secret: 'SECRET ' });
  expect(config).toEqual(defaults);
  expect(warnings).toHaveLength(2);
});

test('C13: a secret of blanks alone is empty', () => {
  expect(() => readWithWarnings({ credentials: { ...credentials, access_key: ' \n' } })).toThrow(
    'credentials.access_key: must not be empty',
  );
});

test('a key that is not known is a warning, which names the one that was probably meant', () => {
  const { config, warnings } = readWithWarnings({
    credentials: { ...credentials, accessKeySecrets: 'x', ABCDEFGHIJKLMNOPQRSTUVWXYZ234567: 'x' },
    start_dat: 'x',
    lookbackWindowDays: 3,
    base_url: 'x',
    _start_date: 'x',
    unrelated: true,
  });
  expect(config).toEqual(defaults);
  expect(warnings).toEqual([
    "The config's start_dat is not known and has no effect; did you mean start_date?",
    "The config's lookbackWindowDays is not known and has no effect; did you mean lookback_window_days?",
    "The config's base_url is not known and has no effect; did you mean api_base_url?",
    "The config's unrelated is not known and has no effect.",
    "The config's credentials.accessKeySecrets is not known and has no effect; did you mean access_key_secret?",
    "The config's credentials.(a key that is not shown here) is not known and has no effect.",
  ]);
});

test('C13: where a key is missing, the one that was probably meant is named', () => {
  const { access_key: value, ...others } = credentials;
  expect(() => readWithWarnings({ credentials: { ...others, acces_key: value } })).toThrow(
    /credentials\.access_key: is required\. credentials\.acces_key is not known .* did you mean access_key\?$/,
  );
});

test('a whole config under the key config is told from keys that are not known', () => {
  const config = { credentials };
  const url = 'http://127.0.0.1:8080';
  expect(() => readConfig({ url, config })).toThrow('stands under the key "config"');
  expect(() => readConfig({ url, config: {} })).toThrow('credentials: is required');
  expect(readWithWarnings({ ...config, config }).warnings).toHaveLength(1);
});
