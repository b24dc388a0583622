import { expect, test } from 'vitest';
import { appCompany, companyOf, compareCompanies, type Company } from '../../src/directory/company.ts';

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
    appCompany({ baseUrl: `https://${host}`, clientId: 'APP' }),
  );
  expect(left && right && compareCompanies(left, right)).toBe(verdict);
});

test('an app in place of a key is perhaps the same company', () => {
  const app = appCompany({ baseUrl: 'https://us-1.api.gong.io', clientId: 'KEY' });
  expect(compareCompanies(company(['us-1.api.gong.io', 'KEY']), app)).toBe('perhaps the same');
});
