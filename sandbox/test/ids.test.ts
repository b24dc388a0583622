import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { idSpace } from '../src/ids.ts';

test.each([17, 18, 19, 20])('ids of %d digits are unique and lead back to their index', (digits) => {
  const ids = idSpace(1, 'call', digits, 1_000_000);
  assert(
    property(integer({ min: 0, max: 999_999 }), (index) => {
      const id = ids.encode(index);
      expect(id).toMatch(/^[1-9]\d*$/);
      expect(id).toHaveLength(digits);
      expect(ids.decode(id)).toBe(index);
    }),
  );
});

test('other texts are ids of nothing', () => {
  const ids = idSpace(1, 'call', 19, 10);
  const strangers = ['', 'abc', '12', '99999999999999999999', idSpace(1, 'call', 19, 20).encode(15)];
  expect(strangers.map((id) => ids.decode(id))).toEqual(strangers.map(() => undefined));
});
