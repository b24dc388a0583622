import { expect, test } from 'vitest';
import { DAY, SECOND } from '../../src/instant.ts';
import { earlyShareOf, shareOf } from '../../src/sync/sharing.ts';
import type { WindowWalk } from '../../src/sync/window-walk.ts';
import { call, giveAway, runOf, walkOf, windowOf } from './walks-by-hand.ts';

const range = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 11) };
const long = { from: range.to - 36 * DAY, to: range.to };
const now = Date.UTC(2026, 10, 20);

/** A walk with so many pages before it. */
function walkWith(pages: number, from = range.from, to = range.to, runs = [runOf(range)]): WindowWalk {
  const walk = walkOf(windowOf(from, to), { runs });
  walk.begin(pages * 100);
  return walk;
}

/** A walk whose first page is awaited since so many milliseconds. */
function unanswered(waited: number, from: number, to: number): WindowWalk {
  const walk = walkOf(windowOf(from, to));
  walk.begun = now - waited;
  return walk;
}

test('nothing is shared where nobody walks, or hardly a page is left', () => {
  expect(shareOf([], range)).toBeUndefined();
  expect(shareOf([walkWith(4.99)], range)).toBeUndefined();
  expect(shareOf([walkWith(5)], range)).toBeDefined();
});

test('a walk that feeds two streams has to have twice as much before it', () => {
  const runs = [runOf(range), runOf(range)];
  expect(shareOf([walkWith(9.99, range.from, range.to, runs)], range)).toBeUndefined();
  expect(shareOf([walkWith(10, range.from, range.to, runs)], range)).toBeDefined();
});

test('the walk with most pages before it leaves the later half of its time', () => {
  const [small, large] = [
    walkWith(8, range.from, range.from + DAY),
    walkWith(16, range.from + DAY, range.to),
  ];
  expect(shareOf([small, large], range)).toEqual({ walk: large, from: range.from + 5.5 * DAY });
});

test('what has come is not shared', () => {
  const walk = walkWith(9);
  walk.take([call('1', range.from), call('2', range.from + 4 * DAY)]);
  expect(shareOf([walk], range)).toEqual({ walk, from: range.from + 7 * DAY });
});

test('a list without the order of time is not shared, nor one whose length is not known', () => {
  const backwards = walkWith(8);
  backwards.take([call('1', range.to - DAY), call('2', range.from)]);
  expect(shareOf([backwards, walkOf(windowOf(range.from, range.to))], range)).toBeUndefined();
});

test('a walk is not shared again before it is known how much it has left to the other', () => {
  const walk = walkWith(8);
  giveAway(walk, range.from + 5 * DAY);
  expect(shareOf([walk], range)).toBeUndefined();
});

test('a second cannot be shared, and pieces begin at whole seconds', () => {
  expect(shareOf([walkWith(8, range.from, range.from + SECOND)], range)).toBeUndefined();
  const walk = walkWith(8, range.from, range.from + 3 * SECOND);
  expect(shareOf([walk], range)).toEqual({ walk, from: range.from + SECOND });
});

test('while the first page of a long range is awaited, its last parts are taken one by one', () => {
  const walk = unanswered(401, long.from, long.to);
  const first = earlyShareOf([walk], long, now)?.from ?? 0;
  expect(first).toBeGreaterThan(long.to - 5 * DAY);
  expect(first).toBeLessThan(long.to - 3 * DAY);
  giveAway(walk, first);
  expect(earlyShareOf([walk], long, now)).toEqual({ walk, from: first - (long.to - first) });
  giveAway(walk, long.from + DAY);
  expect(earlyShareOf([walk], long, now)).toBeUndefined();
});

test('a first page is waited for that is not late, or of a short range, or of a part only', () => {
  expect(earlyShareOf([unanswered(400, long.from, long.to)], long, now)).toBeUndefined();
  expect(earlyShareOf([unanswered(9_000, range.from, range.to)], range, now)).toBeUndefined();
  expect(earlyShareOf([unanswered(9_000, long.from + DAY, long.to)], long, now)).toBeUndefined();
});
