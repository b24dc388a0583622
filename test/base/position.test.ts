import { expect, test } from 'vitest';
import { formatPosition } from '../../src/base/position.ts';

test.each([
  [-1, '00:00'],
  [42.9, '00:42'],
  [754, '12:34'],
  [3_723, '1:02:03'],
])('%d seconds from the start are at %s', (seconds, text) => {
  expect(formatPosition(seconds)).toBe(text);
});
