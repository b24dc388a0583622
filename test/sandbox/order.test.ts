import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { positionOf } from '../../src/sandbox/order.ts';

test.each(['ascending', 'descending', 'scattered'] as const)('%s order visits every match once', (order) => {
  assert(
    property(integer({ min: 1, max: 3000 }), (length) => {
      const positions = Array.from({ length }, (_, place) => positionOf(order, place, length));
      expect(new Set(positions).size).toBe(length);
      expect(Math.max(...positions)).toBe(length - 1);
    }),
    { numRuns: 40 },
  );
});
