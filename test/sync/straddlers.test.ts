import { expect, test } from 'vitest';
import { Straddlers } from '../../src/sync/straddlers.ts';
import { call, runOf, windowOf } from './walks-by-hand.ts';

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

test('a stream forgets them as its windows are read, whatever their order', () => {
  const windows = [windowOf(0, before), windowOf(before, mark), windowOf(mark, after)] as const;
  const run = runOf({ from: 0, to: after });
  run.start(windows);
  const item = call('late', mark - 1, before - 1);
  const taken = { items: [item], straddlers: new Map([['late', mark - 1]]) };
  expect(run.allowed(taken)).toEqual([item]);
  run.close(windows[1]);
  expect(run.allowed(taken)).toEqual([]);
  run.close(windows[0]);
  expect(run.allowed(taken)).toEqual([item]);
});
