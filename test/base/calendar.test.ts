import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, Calendar, nextPeriod, PERIODS, startOfPeriod } from '../../src/base/calendar.ts';
import { formatInstant, HOUR, parseInstant } from '../../src/base/instant.ts';

test.each([
  ['UTC', '2026-11-25', '2026-11-25T00:00:00Z'],
  ['US/Pacific', '2026-11-25', '2026-11-25T08:00:00Z'],
  // The day on which the clock goes back has 25 hours, the one on which it goes forward 23.
  ['US/Pacific', '2026-11-01', '2026-11-01T07:00:00Z'],
  ['US/Pacific', '2026-11-02', '2026-11-02T08:00:00Z'],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z'],
  ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00Z'],
  ['Asia/Kathmandu', '2026-07-01', '2026-06-30T18:15:00Z'],
  ['Pacific/Kiritimati', '2026-07-01', '2026-06-30T10:00:00Z'],
  // The clock skips midnight.
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z'],
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00Z'],
])('in %s the day %s begins at %s', (timeZone, day, start) => {
  const calendar = new Calendar(timeZone);
  expect(formatInstant(calendar.startOf(day))).toBe(start);
});

test('a zone that is none is refused', () => {
  expect(() => new Calendar('Mars/Olympus')).toThrow(RangeError);
});

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const instants = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') });

test('every moment lies in its day, wherever', () => {
  fc.assert(
    fc.property(zones, instants, (zone, instant) => {
      const calendar = new Calendar(zone);
      const day = calendar.dayAt(instant);
      const [start, end] = [calendar.startOf(day), calendar.startOf(addDays(day, 1))];
      // A zone can leave out a whole day: on the day before it the next one that there is begins.
      if (end - start > 26 * HOUR || end - start < 22 * HOUR) return;
      expect(start <= instant && instant < end).toBe(true);
    }),
    { numRuns: 300 },
  );
});

describe('periods', () => {
  test.each([
    ['DAY', '2026-11-25', '2026-11-25', '2026-11-26'],
    ['WEEK', '2026-11-25', '2026-11-23', '2026-11-30'],
    ['WEEK', '2026-11-23', '2026-11-23', '2026-11-30'],
    ['WEEK', '2026-11-29', '2026-11-23', '2026-11-30'],
    ['MONTH', '2026-12-31', '2026-12-01', '2027-01-01'],
    ['QUARTER', '2026-11-25', '2026-10-01', '2027-01-01'],
    ['YEAR', '2026-11-25', '2026-01-01', '2027-01-01'],
  ] as const)('the %s of %s is from %s to %s', (period, day, start, next) => {
    expect([startOfPeriod(day, period), nextPeriod(day, period)]).toEqual([start, next]);
  });

  test('tile the days', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), instants, (period, instant) => {
        const day = new Calendar().dayAt(instant);
        const next = nextPeriod(day, period);
        expect(startOfPeriod(day, period) <= day && day < next).toBe(true);
        expect(startOfPeriod(next, period)).toBe(next);
        expect(startOfPeriod(addDays(next, -1), period)).toBe(startOfPeriod(day, period));
        expect(parseInstant(`${next}T00:00:00Z`)).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });
});
