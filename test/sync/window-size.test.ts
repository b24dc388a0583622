import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAGE_SIZE } from '../../src/streams/list.ts';
import { partsOf } from '../../src/sync/window-size.ts';

test.each([
  ['30 pages, which take 45 seconds', 1_500, 3_000],
  ['50 pages, if pages come fast', 1, 5_000],
  ['50 pages, if nothing is known yet', 0, 5_000],
  ['10 pages, if pages come slowly', 60_000, 1_000],
])('a window should hold %s, and may hold half as much more', (_name, pageInterval, size) => {
  expect(partsOf(0, pageInterval, false, PAGE_SIZE)).toBe(1);
  expect(partsOf(size * 1.5, pageInterval, false, PAGE_SIZE)).toBe(1);
  expect(partsOf(size * 1.5 + 1, pageInterval, false, PAGE_SIZE)).toBe(2);
  expect(partsOf(size * 4, pageInterval, false, PAGE_SIZE)).toBe(4);
  expect(partsOf(size * 4 + 1, pageInterval, false, PAGE_SIZE)).toBe(5);
});

test('a window that is shared already may hold three times as much', () => {
  expect(partsOf(9_000, 1_500, true, PAGE_SIZE)).toBe(1);
  expect(partsOf(9_001, 1_500, true, PAGE_SIZE)).toBe(4);
});

test('the parts of a window hold about what a window should', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(100_000), fc.boolean(), (items, pageInterval, isShared) => {
      const parts = partsOf(items, pageInterval, isShared, PAGE_SIZE);
      if (parts === 1) return;
      expect(items / parts).toBeLessThanOrEqual(5_000);
      // At worst it is somewhat more than two windows, which makes three.
      expect(items / parts).toBeGreaterThan(666);
    }),
  );
});
