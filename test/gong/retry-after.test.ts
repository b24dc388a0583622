import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { parseRetryAfter } from '../../src/gong/retry-after.ts';

const now = Date.UTC(1994, 10, 6, 8, 49, 7);
const { TZ } = process.env;

afterEach(() => {
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
});

test.each([
  ['30', 30_000],
  [' 30 ', 30_000],
  ['0', 0],
  ['1.5', 1_500],
  ['0.0001', 1],
  ['86400', 86_400_000],
])('"%s" asks for seconds', (header, wait) => {
  expect(parseRetryAfter(header, now)).toBe(wait);
});

// RFC 9110, 5.6.7: one form to send, two more to understand, all of them in UTC.
test.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
  '"%s" asks to wait until then, wherever this machine stands',
  (header) => {
    for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
      process.env['TZ'] = zone;
      expect(parseRetryAfter(header, now)).toBe(30_000);
    }
  },
);

test('a date that has passed asks for no wait', () => {
  expect(parseRetryAfter('Sun, 06 Nov 1994 08:49:06 GMT', now)).toBe(0);
});

test.each([
  '',
  ' ',
  'soon',
  '-5',
  '1e3',
  '0x10',
  '5 s',
  '2026-11-20T08:00:00Z',
  'Someday 12:34:56',
  '12:34:56',
  '3, 5',
])('"%s" says nothing', (header) => {
  expect(parseRetryAfter(header, now)).toBeUndefined();
});

test('no header says nothing', () => {
  expect(parseRetryAfter(undefined, now)).toBeUndefined();
});

test('whatever the header holds, the answer is a wait or nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      ),
      (header) => {
        const wait = parseRetryAfter(header, now);
        expect(wait === undefined || wait >= 0).toBe(true);
      },
    ),
  );
});
