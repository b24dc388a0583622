import { expect, test } from 'vitest';
import { areUsersAbsent, isTooMuchAbsent } from '../../../src/sync/changes/breaker.ts';

test.each([
  [0, 0, false],
  [1, 1, false],
  [2, 2, false],
  [2, 9, false],
  [3, 3, true],
  [3, 15, true],
  [3, 16, false],
  [20, 101, false],
  [20, 399, false],
  [21, 419, true],
  [21, 420, false],
  [300, 1_000, true],
  [50, 1_000, false],
  [51, 1_000, true],
])('%i of %i missing at once: too much is %s', (absent, known, isTooMuch) => {
  expect(isTooMuchAbsent(absent, known)).toBe(isTooMuch);
});

test.each([
  [0, 0, false],
  [0, 100, false],
  [1, 20, false],
  [1, 19, true],
  [5, 100, false],
  [6, 100, true],
])('%i of %i users missing: the rest is not believed is %s', (absent, known, isNotBelieved) => {
  expect(areUsersAbsent(absent, known)).toBe(isNotBelieved);
});
