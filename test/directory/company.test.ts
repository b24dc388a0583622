import { expect, test } from 'vitest';
import {
  appCompany,
  companyOf,
  compareCompanies,
  formatCompany,
  parseCompany,
  type Company,
} from '../../src/directory/company.ts';

function company([host, accessKey]: readonly [host: string, accessKey: string]): Company {
  return companyOf({ baseUrl: `https://${host}`, accessKey });
}

const COMMON = 'api.gong.io';

test.each([
  [[COMMON, 'A'], [COMMON, 'A'], 'same'],
  [[COMMON, 'A'], ['us-1.api.gong.io', 'A'], 'same'],
  [['127.0.0.1:8080', 'A'], ['127.0.0.1:9090', 'A'], 'same'],
  [[COMMON, 'A'], [COMMON, 'B'], 'perhaps the same'],
  [['us-1.api.gong.io', 'A'], ['us-1.api.gong.io', 'B'], 'perhaps the same'],
  [[COMMON, 'A'], ['us-1.api.gong.io', 'B'], 'perhaps the same'],
  [['us-1.api.gong.io', 'A'], ['us-2.api.gong.io', 'B'], 'another'],
  [['127.0.0.1:8080', 'A'], [COMMON, 'B'], 'another'],
] as const)('%j and %j are %s', (one, other, verdict) => {
  expect(compareCompanies(company(one), company(other))).toBe(verdict);
  expect(compareCompanies(company(other), company(one))).toBe(verdict);
});

test('what is kept of a key does not hold it', () => {
  expect(company([COMMON, 'SECRETKEY']).keyHash).toMatch(/^[\da-f]{16}$/);
});

test.each([
  ['us-1.api.gong.io', 'us-1.api.gong.io', 'same'],
  ['api.gong.io', 'us-1.api.gong.io', 'same'],
  ['us-1.api.gong.io', 'us-2.api.gong.io', 'another'],
] as const)('one app at %s and at %s: %s', (one, other, verdict) => {
  const [left, right] = [one, other].map((host) =>
    appCompany({ baseUrl: `https://${host}`, clientId: 'APP', ownUrl: undefined }),
  );
  expect(left && right && compareCompanies(left, right)).toBe(verdict);
});

test('an app in place of a key is perhaps the same company', () => {
  const app = appCompany({ baseUrl: 'https://us-1.api.gong.io', clientId: 'KEY', ownUrl: undefined });
  expect(compareCompanies(company(['us-1.api.gong.io', 'KEY']), app)).toBe('perhaps the same');
});

const US = 'https://us-1.api.gong.io';
const OWN = 'https://company-17.api.gong.io';

test.each([
  ['before its own address was known', [US, undefined], [US, OWN], 'perhaps the same'],
  ['whose own address is not known', [US, undefined], [US, undefined], 'same'],
  [
    'at the common address',
    ['https://api.gong.io', undefined],
    ['https://api.gong.io', OWN],
    'perhaps the same',
  ],
  ['at its own address', [US, OWN], ['https://api.gong.io', OWN], 'same'],
  ['for another company', [US, OWN], [US, 'https://company-18.api.gong.io'], 'another'],
  [
    'on this machine',
    ['http://127.0.0.1:8080', undefined],
    ['http://127.0.0.1:8080', 'http://localhost:8080'],
    'perhaps the same',
  ],
] as const)('one app %s: %j and %j are %s', (_name, one, other, verdict) => {
  const [left, right] = [one, other].map(([baseUrl, ownUrl]) =>
    appCompany({ baseUrl, clientId: 'APP', ownUrl }),
  );
  expect(left && right && compareCompanies(left, right)).toBe(verdict);
  expect(left && right && compareCompanies(right, left)).toBe(verdict);
});

test('an address of its own is read back', () => {
  const app = appCompany({ baseUrl: US, clientId: 'APP', ownUrl: OWN });
  expect(parseCompany(JSON.parse(JSON.stringify(formatCompany(app))))).toEqual(app);
});

test('one app at an address that Gong has named in place of the last one reads the same company', () => {
  const before = appCompany({ baseUrl: US, clientId: 'APP', ownUrl: OWN });
  const moved = {
    baseUrl: US,
    clientId: 'APP',
    ownUrl: 'https://company-18.api.gong.io',
    earlierUrls: [OWN],
  };
  const after = appCompany(moved);
  expect([compareCompanies(before, after), compareCompanies(after, before)]).toEqual(['same', 'same']);
  expect(compareCompanies(before, appCompany({ ...moved, clientId: 'ANOTHER' }))).toBe('perhaps the same');
  expect(JSON.stringify(formatCompany(after))).not.toContain('company-17');
});
