import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { secretsOf } from '../../src/config/secrets.ts';

test('the key, its secret and the pair that goes over the wire are secrets', () => {
  const credentials = { auth_type: 'APIKey', access_key: 'KEY', access_key_secret: 'SECRET' };
  expect(secretsOf({ credentials })).toEqual(['KEY', 'SECRET', 'KEY:SECRET']);
});

test('the secrets of the older flat shape are found', () => {
  expect(secretsOf({ access_key: 'KEY', access_key_secret: 'SECRET' })).toEqual([
    'KEY',
    'SECRET',
    'KEY:SECRET',
  ]);
});

test('the secrets of an OAuth config are found, and the pair that signs in', () => {
  const credentials = {
    auth_type: 'OAuth2.0',
    client_id: 'ID',
    client_secret: 'S',
    refresh_token: 'R',
    access_token: 'A',
  };
  expect(secretsOf({ credentials })).toEqual(['S', 'R', 'A', 'ID:S']);
});

test('where a config has both shapes, the pair that signs in is a secret', () => {
  const credentials = { auth_type: 'APIKey', access_key: 'KEY', access_key_secret: 'SECRET' };
  expect(secretsOf({ credentials, access_key: 'OLD', access_key_secret: 'OLDER' })).toContain('KEY:SECRET');
  expect(secretsOf({ access_key: 'OLD', access_key_secret: 'OLDER', credentials })).toContain('KEY:SECRET');
});

test('a secret is found however wrong the place is where it stands', () => {
  expect(secretsOf({ sources: [{ gong: { access_key: 'KEY' } }] })).toEqual(['KEY']);
});

test('what the spec does not mark is no secret', () => {
  expect(
    secretsOf({ start_date: '2026-01-01T00:00:00Z', credentials: { client_id: 'ID', auth_type: 'APIKey' } }),
  ).toEqual([]);
});

test('the form without the blanks around it, in which a secret is used, is a secret as well', () => {
  const credentials = { access_key: ' KEY', access_key_secret: 'SECRET\n' };
  expect(secretsOf({ credentials })).toEqual(expect.arrayContaining([' KEY', 'KEY', 'SECRET', 'KEY:SECRET']));
});

test('a config with thousands of keys and secrets is searched at once', () => {
  const many = Array.from({ length: 5_000 }, (_value, index) => ({
    access_key: `KEY${index}`,
    access_key_secret: `SECRET${index}`,
  }));
  expect(secretsOf({ many })).toHaveLength(10_000);
});

test('any value at all can be searched', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(Array.isArray(secretsOf(value))).toBe(true);
      expect(secretsOf([value, { refresh_token: 'R' }])).toContain('R');
    }),
  );
});
