import { expect, test } from 'vitest';
import { BoundaryItems } from '../../src/sync/boundary-items.ts';

const at = (from: number, to: number): { from: number; to: number } => ({ from, to });

test('an item comes once', () => {
  const items = new BoundaryItems();
  expect([items.add('1', at(0, 10)), items.add('2', at(0, 10)), items.add('1', at(5, 20))]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each([
  [[at(12, 20)], true],
  [[at(10, 20)], false],
  [[at(0, 2)], true],
  [[at(0, 3)], false],
  [[at(4, 5)], false],
  [[at(0, 2), at(11, 12)], true],
  [[at(0, 2), at(9, 12)], false],
  [[], true],
])('one of 3 to 10 is forgotten once %j is unread: %s', (unread, isForgotten) => {
  const items = new BoundaryItems();
  items.add('1', at(3, 10));
  items.forgetOutside(unread);
  expect(items.add('1', at(3, 10))).toBe(isForgotten);
});

test('one without any time is kept as long as anything is unread', () => {
  const items = new BoundaryItems();
  items.add('1', at(-Infinity, Infinity));
  items.forgetOutside([at(0, 1)]);
  expect(items.add('1', at(-Infinity, Infinity))).toBe(false);
});
