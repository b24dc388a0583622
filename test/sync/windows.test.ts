import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, SECOND, startOfSecond } from '../../src/base/instant.ts';
import type { Range } from '../../src/streams/list.ts';
import { cutRange } from '../../src/sync/windows.ts';

const NOW = Date.UTC(2026, 10, 20, 8, 17, 5);

const ranges = fc
  .tuple(fc.nat(400 * DAY), fc.oneof(fc.nat(60), fc.nat(100_000), fc.nat(400 * 86_400)))
  .map(([ago, seconds]): Range => {
    const from = startOfSecond(NOW - ago);
    return { from, to: from + (seconds + 1) * SECOND };
  });

test.each(['second', 'day', 'none'] as const)(
  'by the %s the parts tile the range, in order',
  (granularity) => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 1, max: 300 }), (range, parts) => {
        const cut = cutRange(range, parts, granularity);
        expect(cut.length).toBeLessThanOrEqual(parts);
        expect([cut[0]?.from, cut.at(-1)?.to]).toEqual([range.from, range.to]);
        expect(cut.slice(1).map(({ from }) => from)).toEqual(cut.slice(0, -1).map(({ to }) => to));
        expect(cut.filter(({ from, to }) => from >= to)).toEqual([]);
      }),
    );
  },
);

test('parts are of about equal length', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 2, max: 50 }), (range, parts) => {
      const lengthMs = (range.to - range.from) / parts;
      fc.pre(lengthMs > 10 * SECOND);
      // A border is moved by less than an hour where parts are long, and by less than a second where they are short.
      const movedMs = lengthMs > 6 * HOUR ? HOUR : SECOND;
      const cut = cutRange(range, parts, 'second');
      expect(cut).toHaveLength(parts);
      expect(cut.filter(({ from, to }) => Math.abs(to - from - lengthMs) > movedMs)).toEqual([]);
    }),
  );
});

test('long parts are cut on the full hour, short ones at any second', () => {
  const long = cutRange({ from: NOW - 10 * DAY, to: NOW }, 10, 'second');
  expect(long.slice(1).every(({ from }) => from % HOUR === 0)).toBe(true);
  const short = cutRange({ from: NOW - 12 * HOUR, to: NOW }, 3, 'second');
  expect(short.map(({ from }) => (NOW - from) / HOUR)).toEqual([12, 8, 4]);
});

test('days are cut where they begin, and a day alone is not cut', () => {
  const days = cutRange({ from: NOW - 10 * DAY, to: NOW }, 3, 'day');
  expect(days.length).toBeGreaterThan(1);
  expect(days.slice(1).every(({ from }) => from % DAY === 0)).toBe(true);
  const day = { from: NOW - DAY, to: NOW };
  expect(cutRange(day, 2, 'day')).toEqual([day]);
});

test('a second cannot be cut, and neither can a list without dates', () => {
  const second = { from: NOW, to: NOW + SECOND };
  expect(cutRange(second, 2, 'second')).toEqual([second]);
  expect(cutRange({ from: NOW, to: NOW + 2 * SECOND }, 2, 'second')).toHaveLength(2);
  expect(cutRange({ from: 0, to: NOW }, 10, 'none')).toEqual([{ from: 0, to: NOW }]);
});
