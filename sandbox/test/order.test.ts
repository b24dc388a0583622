import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { orders, positionOf } from '../src/order.ts';

test.each(orders)('%s order visits every match once', (order) => {
  assert(
    property(integer({ min: 1, max: 3000 }), (length) => {
      const positions = Array.from({ length }, (_, place) => positionOf(order, place, length));
      expect(new Set(positions).size).toBe(length);
      expect(Math.max(...positions)).toBe(length - 1);
    }),
    { numRuns: 40 },
  );
});

test('ascending but for the last: 0.2 % from all over the list stand at its end', () => {
  const length = 5000;
  const positions = Array.from({ length }, (_, place) =>
    positionOf('ascending-but-for-the-last', place, length),
  );
  const ordered = positions.slice(0, -10);
  expect(ordered).toEqual(ordered.toSorted((left, right) => left - right));
  expect(positions.slice(-10)).toEqual([4750, 4250, 3750, 3250, 2750, 2250, 1750, 1250, 750, 250]);
});
