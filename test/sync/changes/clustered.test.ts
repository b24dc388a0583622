import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clustered } from '../../../src/sync/changes/clustered.ts';

const ranges = fc.array(
  fc
    .tuple(fc.nat(200), fc.integer({ min: 1, max: 20 }))
    .map(([from, length]) => ({ from, to: from + length })),
  { maxLength: 30 },
);

test('ranges become so many at most, in order and apart, and hold all that they held', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 1, max: 10 }), (given, most) => {
      const made = clustered(given, most);
      expect(made.length).toBeLessThanOrEqual(most);
      for (const [index, { from, to }] of made.entries()) {
        expect(from).toBeLessThan(to);
        expect(from).toBeGreaterThan(made[index - 1]?.to ?? -1);
      }
      const isHeld = given.map(({ from, to }) => made.some((each) => each.from <= from && each.to >= to));
      expect(isHeld).toEqual(given.map(() => true));
    }),
  );
});

test('what lies closest together becomes one', () => {
  const given = [0, 10, 13, 40].map((from) => ({ from, to: from + 1 }));
  expect(clustered(given, 3)).toEqual([
    { from: 0, to: 1 },
    { from: 10, to: 14 },
    { from: 40, to: 41 },
  ]);
});

test('ranges that are few and apart stay as they are', () => {
  const given = [0, 10].map((from) => ({ from, to: from + 1 }));
  expect(clustered(given, 2)).toEqual(given);
});
