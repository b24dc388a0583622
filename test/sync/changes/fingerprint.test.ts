import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/base/json-object.ts';
import { fingerprintOf, joinedFingerprint } from '../../../src/sync/changes/fingerprint.ts';

function same(one: JsonObject, other: JsonObject, volatile?: readonly string[]): boolean {
  return fingerprintOf(one, volatile) === fingerprintOf(other, volatile);
}

test.each<[string, JsonObject, JsonObject]>([
  ['the order of fields', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
  ['null for absent', { a: 1 }, { a: 1, b: null }],
  ['null for absent further in', { a: [{ b: 1 }] }, { a: [{ b: 1, c: null }] }],
  ['undefined for absent', { a: 1 }, { a: 1, b: undefined }],
])('%s is no change', (_what, one, other) => {
  expect(same(one, other)).toBe(true);
});

test.each<[string, JsonObject, JsonObject]>([
  ['the order of a list', { a: [1, 2] }, { a: [2, 1] }],
  ['an entry more', { a: [1] }, { a: [1, 1] }],
  ['null in a list', { a: [1] }, { a: [1, null] }],
  ['an empty text for absent', { a: 1 }, { a: 1, b: '' }],
  ['false for absent', { a: 1 }, { a: 1, b: false }],
  ['an empty list for absent', { a: 1 }, { a: 1, b: [] }],
  ['a text for a number', { a: 1 }, { a: '1' }],
  ['a field elsewhere', { a: { b: 1 } }, { a: {}, b: 1 }],
  ['a number beyond those that are exact', { a: '9007199254740993' }, { a: '9007199254740992' }],
])('%s is a change', (_what, one, other) => {
  expect(same(one, other)).toBe(false);
});

function signed(url: unknown): JsonObject {
  return { id: '1', media: { audioUrl: url, size: 5 } };
}

test('of an address that is signed anew only whether it is there counts', () => {
  expect(same(signed('https://a.test/?x=1'), signed('https://a.test/?x=2'), ['media'])).toBe(true);
  expect(same(signed('https://a.test/?x=1'), signed(''), ['media'])).toBe(false);
  expect(same(signed('https://a.test/?x=1'), signed(null), ['media'])).toBe(false);
  expect(same({ ...signed('x'), id: '2' }, signed('x'), ['media'])).toBe(false);
  expect(same(signed('https://a.test/?x=1'), signed('https://a.test/?x=2'))).toBe(false);
});

test('of two that are joined, each counts, and so does which is which', () => {
  const [one, other] = [fingerprintOf({ a: 1 }), fingerprintOf({ a: 2 })];
  const joined = [joinedFingerprint(one, other), joinedFingerprint(other, one), joinedFingerprint(one, one)];
  expect(new Set(joined.map(String)).size).toBe(3);
});

test('what is nested too deep has none', () => {
  let deep: JsonObject = {};
  for (let level = 0; level < 20_000; level += 1) deep = { deep };
  expect(() => fingerprintOf(deep)).toThrow(RangeError);
});
