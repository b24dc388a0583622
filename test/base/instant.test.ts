import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DAY,
  formatDate,
  formatInstant,
  parseInstant,
  startOfDay,
  startOfSecond,
} from '../../src/base/instant.ts';

const wholeSeconds = fc
  .integer({ min: Date.UTC(1900, 0, 1) / 1_000, max: Date.UTC(9999, 11, 31) / 1_000 })
  .map((seconds) => seconds * 1_000);

test.each([
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T08:00Z', '2026-11-20T08:00:00.000Z'],
  ['2026-11-20T08:00:05Z', '2026-11-20T08:00:05.000Z'],
  ['2026-11-20T08:00:05.123Z', '2026-11-20T08:00:05.123Z'],
  ['2026-11-20T08:00:05.816562+02:00', '2026-11-20T06:00:05.816Z'],
  ['2026-11-20T08:00:05.999999999Z', '2026-11-20T08:00:05.999Z'],
  ['2026-11-20t08:00:05z', '2026-11-20T08:00:05.000Z'],
  ['2026-11-20T08:00:00-0700', '2026-11-20T15:00:00.000Z'],
  ['2026-11-20 08:00:00+05:45', '2026-11-20T02:15:00.000Z'],
  ['2026-11-20T00:30:00+14:00', '2026-11-19T10:30:00.000Z'],
])('%s is read as %s', (text, utc) => {
  expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(utc);
});

test.each(['2026-11-20T08:00:05', '2026-11-20 08:00:05', '2026-11-20T08:00:05.250'])(
  '%s has no offset and is taken as UTC',
  (text) => {
    expect(parseInstant(text)).toBe(parseInstant(`${text.replace(' ', 'T')}Z`));
  },
);

test.each([
  ['an empty text', ''],
  ['a word', 'yesterday'],
  ['a year and a month', '2026-11'],
  ['a month that does not exist', '2026-13-01T00:00:00Z'],
  ['a day that does not exist', '2026-02-30T00:00:00Z'],
  ['an hour that does not exist', '2026-11-20T25:00:00Z'],
  ['an offset that does not exist', '2026-11-20T08:00:00+25:00'],
  ['an hour without minutes', '2026-11-20T08Z'],
  ['text around it', ' 2026-11-20T08:00:00Z'],
  ['an HTTP date', 'Fri, 20 Nov 2026 08:00:00 GMT'],
  ['a number', 1_763_740_000_000],
  ['seconds since 1970 as text', '1518863400.0'],
  ['null', null],
])('%s is no instant', (_name, value) => {
  expect(parseInstant(value)).toBeUndefined();
});

test('whole seconds survive being written and read', () => {
  fc.assert(
    fc.property(wholeSeconds, (instant) => {
      expect(formatInstant(instant)).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
      expect(parseInstant(formatInstant(instant))).toBe(instant);
    }),
  );
});

test('any offset and fraction leads to the same UTC instant', () => {
  const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 });
  fc.assert(
    fc.property(
      wholeSeconds,
      fc.integer({ min: 0, max: 999 }),
      minutes,
      fc.boolean(),
      (whole, ms, offset, colon) => {
        const instant = whole - DAY + ms;
        const local = new Date(instant + offset * 60_000).toISOString().slice(0, 23);
        const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const sign = offset < 0 ? '-' : '+';
        const suffix = `${sign}${String(hours).padStart(2, '0')}${colon ? ':' : ''}${String(rest).padStart(2, '0')}`;
        expect(parseInstant(local + suffix)).toBe(instant);
        expect(parseInstant(`${local}456${suffix}`)).toBe(instant);
      },
    ),
  );
});

test('fractions are cut and not rounded when an instant is written', () => {
  expect(formatInstant(Date.UTC(2026, 10, 20, 8, 0, 5, 999))).toBe('2026-11-20T08:00:05Z');
});

test('a day begins at midnight UTC, also before 1970', () => {
  fc.assert(
    fc.property(wholeSeconds, fc.integer({ min: 0, max: 999 }), (whole, ms) => {
      const day = startOfDay(whole + ms);
      expect(parseInstant(formatDate(whole + ms))).toBe(day);
      expect(day <= whole && whole < day + DAY).toBe(true);
      expect(startOfSecond(whole + ms)).toBe(whole);
    }),
  );
});
