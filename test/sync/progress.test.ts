import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECOND } from '../../src/instant.ts';
import type { Times } from '../../src/streams/list.ts';
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

test('a list is past a moment when it has come that far in the order of time', () => {
  expect(progressOf([1, 1], [5, 5]).isPast(5)).toBe(true);
  expect(progressOf([1, 1], [5, 5]).isPast(6)).toBe(false);
  expect(progressOf([1, 1], [5, 5], [2, 2]).isPast(5)).toBe(false);
});

test('an item is before a moment if both its times are, and in doubt if one is', () => {
  const progress = progressOf([1, 1], [2, 4], [3, 5], [4, 9], [5, 5], [6, 9]);
  expect(progress.countBefore(5)).toBe(2);
  expect(progress.doubtfulAt(5)).toBe(2);
});

test('an item without a time is in doubt everywhere', () => {
  const progress = progressOf([-Infinity, Infinity]);
  expect(progress.countBefore(5)).toBe(0);
  expect(progress.doubtfulAt(5)).toBe(1);
  expect(progress.clearBorder(5)).toBe(-Infinity);
});

test('a clear border is a whole second that parts no item from its other time', () => {
  const seconds: readonly Times[] = [
    [1, 1],
    [2.5, 4],
    [3, 6],
    [7, 8],
    [9, 9],
  ];
  const progress = progressOf(...seconds.map(([one, other]): Times => [one * SECOND, other * SECOND]));
  const borders = [2, 6, 7, 8, 9].map((end) => progress.clearBorder(end * SECOND) / SECOND);
  expect(borders).toEqual([2, 2, 7, 7, 9]);
});
