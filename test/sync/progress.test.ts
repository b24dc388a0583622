import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Times } from '../../src/streams/listing.ts';
import { Progress } from '../../src/sync/progress.ts';

/** An item with its two times in order, and that of them by which the list files it. */
const item = fc
  .tuple(fc.nat(40), fc.oneof(fc.constant(0), fc.nat(10)), fc.boolean())
  .map(([earliest, delay, isEarly]) => ({
    times: [earliest, earliest + delay] as const,
    filed: isEarly ? earliest : earliest + delay,
  }));
const items = fc.array(item, { maxLength: 30 });

function progressOf(...list: readonly Times[]): Progress {
  const progress = new Progress();
  for (const times of list) progress.note(times);
  return progress;
}

test('before the first item nothing is known', () => {
  const { last, count, total, isAscending } = new Progress();
  expect({ last, count, total, isAscending }).toEqual({
    last: -Infinity,
    count: 0,
    total: undefined,
    isAscending: true,
  });
});

test('an item whose times all lie before the last one breaks the order', () => {
  expect(progressOf([5, 5], [5, 5], [4, 6]).isAscending).toBe(true);
  expect(progressOf([5, 5], [3, 4]).isAscending).toBe(false);
});

test('a list may go by either time, and is taken to have come no further than it must have', () => {
  expect(progressOf([5, 9]).last).toBe(5);
  expect(progressOf([5, 9], [3, 7]).last).toBe(7);
  expect(progressOf([5, 9], [3, 7], [6, 6]).isAscending).toBe(false);
});

test('in a list that goes by one of the times of each item the order holds and is never ahead of the truth', () => {
  fc.assert(
    fc.property(items, (unsorted) => {
      const progress = new Progress();
      for (const { times, filed } of unsorted.toSorted((one, other) => one.filed - other.filed)) {
        progress.note(times);
        expect(progress.isAscending).toBe(true);
        expect(progress.last).toBeLessThanOrEqual(filed);
      }
    }),
  );
});

test('everything before a moment has come when the list is past it and the count agrees', () => {
  const progress = progressOf([1, 1], [2, 2], [5, 5]);
  expect(progress.isComplete(5, 2)).toBe(true);
  expect(progress.isComplete(5, 3)).toBe(false);
  expect(progress.isComplete(6, 3)).toBe(false);
  expect(progressOf([1, 1], [5, 5], [2, 2]).isComplete(5, 2)).toBe(false);
});

test('in whatever order they come, items are not complete while one is still to come', () => {
  fc.assert(
    fc.property(items, fc.nat(50), (list, end) => {
      const progress = new Progress();
      const before = list.filter(({ filed }) => filed < end);
      const left = new Set(before);
      for (const each of list) {
        progress.note(each.times);
        left.delete(each);
        expect(progress.isComplete(end, before.length) && left.size > 0).toBe(false);
      }
    }),
    { numRuns: 1_000 },
  );
});
