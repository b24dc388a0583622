import { expect, test } from 'vitest';
import { formatDateTime, parseDate, parseDateTime, parseOffset } from '../src/time.ts';

test.each([
  ['2018-02-18T02:30:00-07:00', Date.UTC(2018, 1, 18, 9, 30) * 1000],
  ['2018-02-18T08:00:00Z', Date.UTC(2018, 1, 18, 8) * 1000],
  ['2018-02-18T08:00Z', Date.UTC(2018, 1, 18, 8) * 1000],
  ['2025-06-12T17:38:36.197Z', Date.UTC(2025, 5, 12, 17, 38, 36, 197) * 1000],
  ['2025-06-12T17:38:36.197123+05:30', Date.UTC(2025, 5, 12, 12, 8, 36, 197) * 1000 + 123],
])('%s is read to the microsecond', (text, microseconds) => {
  expect(parseDateTime(text)).toBe(microseconds);
});

test.each([
  '2018-02-18',
  '2018-02-18T08:00:00',
  '2018-02-30T08:00:00Z',
  '2018-02-18T25:00:00Z',
  '1518863400.0',
  '',
])('%s is no date-time', (text) => {
  expect(parseDateTime(text)).toBeUndefined();
});

test('a date begins at midnight of the company', () => {
  expect(parseDate('2026-10-05', -420)).toBe(Date.UTC(2026, 9, 5, 7) * 1000);
  expect(parseDate('2026-10-5', -420)).toBeUndefined();
});

test.each([
  [Date.UTC(2026, 0, 1) * 1000, '2025-12-31T17:00:00-07:00'],
  [Date.UTC(2026, 0, 1) * 1000 + 20_000, '2025-12-31T17:00:00.020-07:00'],
  [Date.UTC(2026, 0, 1) * 1000 + 5, '2025-12-31T17:00:00.000005-07:00'],
])('%d is written as %s, and read back', (microseconds, text) => {
  expect(formatDateTime(microseconds, '-07:00', -420)).toBe(text);
  expect(parseDateTime(text)).toBe(microseconds);
});

test('offsets are hours and minutes or Z', () => {
  expect(['Z', '+05:45', '-09:30', '+25:00', '0200'].map(parseOffset)).toEqual([
    0,
    345,
    -570,
    undefined,
    undefined,
  ]);
});
