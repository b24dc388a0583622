import { expect, test } from 'vitest';
import { HOUR } from '../../src/instant.ts';
import { firstWindows } from '../../src/sync/first-windows.ts';
import { runOf, windowOf } from './walks-by-hand.ts';

const to = Date.UTC(2026, 10, 20);
const [early, late] = [to - 9 * HOUR, to - 4 * HOUR];

test('streams that begin together are fed from one window', () => {
  const runs = [runOf({ from: early, to }), runOf({ from: early, to })];
  expect(firstWindows(runs, 'second', to)).toEqual([{ window: windowOf(early, to), runs }]);
});

test('where one stream has come further, the first stretch feeds the other alone', () => {
  const [behind, ahead] = [runOf({ from: early, to }), runOf({ from: late, to })];
  const windows = firstWindows([ahead, behind], 'second', to);
  expect(windows.map(({ window }) => window)).toEqual([windowOf(early, late), windowOf(late, to)]);
  expect(windows[0]?.runs).toEqual([behind]);
  expect(windows[1]?.runs).toEqual([ahead, behind]);
});

test('a stream that is ahead of the clock needs nothing, and takes nothing from the others', () => {
  const [behind, ahead] = [runOf({ from: early, to }), runOf({ from: to + HOUR, to })];
  expect(firstWindows([ahead], 'second', to)).toEqual([]);
  expect(firstWindows([behind, ahead], 'second', to)).toEqual([
    { window: windowOf(early, to), runs: [behind] },
  ]);
});

test('a list of days begins a day early and has no end', () => {
  const runs = [runOf({ from: early, to })];
  const [first] = firstWindows(runs, 'day', to);
  expect(first?.window).toEqual({ from: Date.UTC(2026, 10, 19), to: undefined, end: to });
});
