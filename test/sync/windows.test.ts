import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, SECOND, startOfDay } from '../../src/instant.ts';
import { betweenDays, type Window } from '../../src/streams/list.ts';
import { cutWindow, FURTHEST_OFFSET, wholeWindow, type Range } from '../../src/sync/windows.ts';

const calendars = fc.constantFrom('second', 'day', 'none');
const ranges = fc
  .tuple(fc.integer({ min: 0, max: Date.UTC(2030, 0, 1) }), fc.nat(400 * DAY))
  .map(([from, length]): Range => ({ from, to: from + length }));
/** Which piece is cut next, and into how many. */
const cuts = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 12 })), { maxLength: 6 });

/** Cuts the whole window of a range again and again. */
function cutUp(
  range: Range,
  granularity: 'second' | 'day' | 'none',
  plan: readonly (readonly [number, number])[],
): Window[] {
  const pieces = [wholeWindow(range, granularity)];
  for (const [place, parts] of plan) {
    const index = place % pieces.length;
    const piece = pieces[index];
    if (piece !== undefined) pieces.splice(index, 1, ...cutWindow(piece, parts, granularity, range));
  }
  return pieces;
}

test('the pieces of a window tile it exactly, in order', () => {
  fc.assert(
    fc.property(ranges, calendars, cuts, (range, granularity, plan) => {
      const whole = wholeWindow(range, granularity);
      const pieces = cutUp(range, granularity, plan);
      expect(pieces[0]?.from).toBe(whole.from);
      expect(pieces.at(-1)?.to).toBe(whole.to);
      pieces.slice(1).forEach(({ from }, index) => {
        expect(pieces[index]?.to).toBe(from);
        expect(from).toBeGreaterThan(pieces[index]?.from ?? Number.NaN);
      });
    }),
  );
});

test('pieces are cut at whole seconds or whole days, as Gong takes them', () => {
  fc.assert(
    fc.property(ranges, fc.constantFrom('second', 'day'), cuts, (range, granularity, plan) => {
      const step = granularity === 'day' ? DAY : SECOND;
      for (const { from } of cutUp(range, granularity, plan).slice(1)) expect(from % step).toBe(0);
    }),
  );
});

test('what is end never falls, and ends where the range ends', () => {
  fc.assert(
    fc.property(ranges, calendars, cuts, (range, granularity, plan) => {
      const marks = cutUp(range, granularity, plan).map(({ end }) => end);
      expect(marks).toEqual(marks.toSorted((one, other) => one - other));
      expect(marks.at(-1)).toBe(range.to);
      expect(marks[0]).toBeGreaterThanOrEqual(range.from);
    }),
  );
});

test('at seconds a piece has reached its own end', () => {
  fc.assert(
    fc.property(ranges, cuts, (range, plan) => {
      const pieces = cutUp(range, 'second', plan);
      expect(pieces.map(({ end }) => end)).toEqual(pieces.map(({ to }) => to));
    }),
  );
});

test('at days a piece has reached no moment that any company could still count to the next piece', () => {
  const offsets = fc.integer({ min: -14, max: 14 });
  fc.assert(
    fc.property(ranges, cuts, offsets, (range, plan, offset) => {
      for (const { to, end } of cutUp(range, 'day', plan)) {
        // The next day of a company that is ahead of UTC begins before the one in UTC.
        const nextDay = (to ?? Number.POSITIVE_INFINITY) - offset * HOUR;
        expect(end).toBeLessThanOrEqual(Math.max(nextDay, range.from));
      }
    }),
  );
});

test('a window of days holds the whole range in every time zone, and is open at its end', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: -14, max: 14 }), (range, offset) => {
      const { from, to } = wholeWindow(range, 'day');
      expect(startOfDay(from)).toBe(from);
      expect(from).toBeLessThanOrEqual(startOfDay(range.from + offset * HOUR));
      expect(to).toBeUndefined();
    }),
  );
});

test('a window gives no more pieces than were asked for, and they are about equal', () => {
  const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 11) };
  const days = cutWindow(wholeWindow(range, 'day'), 5, 'day', range).map((piece) => betweenDays(piece));
  expect(days).toEqual([
    { reviewFromDate: '2025-12-31', reviewToDate: '2026-01-02' },
    { reviewFromDate: '2026-01-02', reviewToDate: '2026-01-04' },
    { reviewFromDate: '2026-01-04', reviewToDate: '2026-01-06' },
    { reviewFromDate: '2026-01-06', reviewToDate: '2026-01-08' },
    { reviewFromDate: '2026-01-08' },
  ]);
  const seconds = cutWindow(wholeWindow(range, 'second'), 4, 'second', range);
  expect(seconds.map(({ from }) => (from - range.from) / HOUR)).toEqual([0, 60, 120, 180]);
});

test.each([
  ['one second', { from: 0, to: SECOND }, 'second'],
  ['less than a second', { from: 0, to: 1 }, 'second'],
  ['nothing at all', { from: SECOND, to: SECOND }, 'second'],
  ['one day', { from: FURTHEST_OFFSET, to: DAY }, 'day'],
  ['a list without dates', { from: 0, to: 100 * DAY }, 'none'],
] as const)('%s cannot be cut', (_name, range, granularity) => {
  const window = wholeWindow(range, granularity);
  expect(cutWindow(window, 10, granularity, range)).toEqual([window]);
});

test('long parts begin at the full hour, short ones at any second', () => {
  const long = { from: Date.UTC(2026, 0, 1, 0, 30), to: Date.UTC(2026, 0, 10, 12, 31) };
  const borders = cutWindow(wholeWindow(long, 'second'), 4, 'second', long).slice(1);
  expect(borders.map(({ from }) => from % HOUR)).toEqual([0, 0, 0]);
  const short = { from: long.from, to: long.from + 10 * HOUR + SECOND };
  const [, border] = cutWindow(wholeWindow(short, 'second'), 2, 'second', short);
  expect(border?.from).toBe(short.from + 5 * HOUR);
});
