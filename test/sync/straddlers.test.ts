import { expect, test } from 'vitest';
import { Straddlers } from '../../src/sync/straddlers.ts';

const [before, mark, after] = [1_000, 2_000, 3_000];

test('an item comes for the first time once', () => {
  const straddlers = new Straddlers();
  expect(straddlers.add('one', after)).toBe(true);
  expect(straddlers.add('one', after)).toBe(false);
  expect(straddlers.add('other', after)).toBe(true);
});

test('an item is known until all windows are read in which it might come up', () => {
  const straddlers = new Straddlers();
  const untils = [before, mark, after, Infinity];
  for (const until of untils) straddlers.add(until, until);
  straddlers.forgetBefore(mark);
  // A window that begins just at the mark is still to come.
  expect(untils.map((until) => straddlers.add(until, until))).toEqual([true, false, false, false]);
});
