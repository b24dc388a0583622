import { expect, test } from 'vitest';
import { formatDuration, formatPosition } from '../../src/terminal/durations.ts';

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [59.4 * 60, '59 min'],
  [59.6 * 60, '1 h 00 min'],
  [3_900, '1 h 05 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [-1, '00:00'],
  [42.9, '00:42'],
  [754, '12:34'],
  [3_723, '1:02:03'],
])('%d seconds from the start are at %s', (seconds, text) => {
  expect(formatPosition(seconds)).toBe(text);
});
