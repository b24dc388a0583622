import { expect, test } from 'vitest';
import { rankOf } from '../../src/sync/rank.ts';
import type { WindowWalk } from '../../src/sync/window-walk.ts';
import { walkOf, windowOf } from './walks-by-hand.ts';

function walkWith(pages: number, from: number): WindowWalk {
  const walk = walkOf(windowOf(from, from + 1_000));
  walk.begin(pages * 100);
  return walk;
}

const [early, small, large] = [walkWith(1, 1_000), walkWith(2, 2_000), walkWith(8, 3_000)];
const unanswered = walkOf(windowOf(4_000, 5_000));
const all = [large, small, early, unanswered];

function inOrder(walks: readonly WindowWalk[], hasWaiting: boolean): readonly WindowWalk[] {
  return walks.toSorted((one, other) => rankOf(one, all, hasWaiting) - rankOf(other, all, hasWaiting));
}

test('when all are under way the earliest goes first, and of the others the one with most before it', () => {
  expect(inOrder([small, large, early], false)).toEqual([early, large, small]);
  expect(inOrder([small, large, unanswered], false)).toEqual([unanswered, large, small]);
});

test('while windows wait they go in order', () => {
  expect(inOrder(all, true)).toEqual([early, small, large, unanswered]);
});

test('the look-ups of a walk that is over keep their place', () => {
  const others = [large, small];
  expect(rankOf(early, others, false)).toBe(-Infinity);
  expect(rankOf(large, [small], true)).toBe(3_000);
});
