import { expect, test } from 'vitest';
import { formatCount, formatCountOf, formatShare } from '../../src/terminal/figures.ts';
import { formatDuration } from '../../src/base/duration.ts';

test('counts have separators', () => {
  expect([0, 999, 1_000, 12_345_678].map(formatCount)).toEqual(['0', '999', '1,000', '12,345,678']);
  expect([-999, -1_000].map(formatCount)).toEqual(['-999', '-1,000']);
  expect([1.6667, 0.5, 1_234.5678].map(formatCount)).toEqual(['1.6667', '0.5', '1,234.5678']);
});

test('what is counted is one or many', () => {
  expect([formatCountOf(1, 'record'), formatCountOf(1_200, 'record')]).toEqual(['1 record', '1,200 records']);
});

test('shares are in percent, small ones more exactly', () => {
  expect([0, 0.0001, 0.0012, 0.0949, 0.42, 1].map(formatShare)).toEqual([
    '0 %',
    '< 0.1 %',
    '0.1 %',
    '9.5 %',
    '42 %',
    '100 %',
  ]);
});

test('durations are in the two largest units', () => {
  const durations = [-5, 0, 499, 59_400, 59_500, 200_000, 3_600_000, 7_500_000];
  expect(durations.map(formatDuration)).toEqual([
    '0 s',
    '0 s',
    '0 s',
    '59 s',
    '1 min 0 s',
    '3 min 20 s',
    '1 h 0 min',
    '2 h 5 min',
  ]);
});
