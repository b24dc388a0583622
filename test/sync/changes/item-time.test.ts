import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHour, readItemTime, writeItemTime } from '../../../src/sync/changes/item-time.ts';

test.each([
  ['2026-11-18T18:00:05Z', '2026-11-18T18:00:05.000000Z'],
  ['2026-11-18T18:00:05.1Z', '2026-11-18T18:00:05.100000Z'],
  ['2026-11-18T18:00:05.123456Z', '2026-11-18T18:00:05.123456Z'],
  ['2026-11-18T18:00:05.1234Z', '2026-11-18T18:00:05.123400Z'],
  ['2026-11-18T10:00:05.123456-08:00', '2026-11-18T18:00:05.123456Z'],
  ['2026-11-18T23:30:05.000001+05:30', '2026-11-18T18:00:05.000001Z'],
  ['2026-11-18T00:00:00+01:00', '2026-11-17T23:00:00.000000Z'],
  // A destination with nanoseconds would take a cursor that is cut for a smaller one.
  ['2026-11-18T18:00:05.1234561Z', '2026-11-18T18:00:05.123457Z'],
  ['2026-11-18T18:00:05.123456000Z', '2026-11-18T18:00:05.123456Z'],
  ['2026-11-18T18:59:59.999999999Z', '2026-11-18T19:00:00.000000Z'],
])('%s is kept as %s', (text, kept) => {
  const { hour = '', microseconds = 0 } = readItemTime(text) ?? {};
  expect(writeItemTime(hour, microseconds)).toBe(kept);
});

test.each([[undefined], [null], [5], ['yesterday'], ['']])('%s is no moment', (text) => {
  expect(readItemTime(text)).toBeUndefined();
});

test.each([['2026-11-18'], ['2026-11-18T25'], ['2026-11-18T18:00'], ['00'], ['']])(
  '%s is no hour',
  (text) => {
    expect(readHour(text)).toBeUndefined();
  },
);

test('what is written comes back', () => {
  fc.assert(
    fc.property(fc.nat(20_000 * 24), fc.nat(3_600_000_000 - 1), (hours, microseconds) => {
      const hour = new Date(hours * 3_600_000).toISOString().slice(0, 13);
      expect(readItemTime(writeItemTime(hour, microseconds))).toMatchObject({ hour, microseconds });
      expect(readHour(hour)).toBe(hours * 3_600_000);
    }),
  );
});

test.each(['9999-12-31T23:59:59-08:00', '0000-01-01T00:00:00+02:00'])(
  'what an offset takes out of the years of four digits is no time to keep something by: %s',
  (text) => {
    expect(readItemTime(text)).toBeUndefined();
  },
);
