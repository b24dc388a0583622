import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/instant.ts';
import { rangeOf, readSavedState } from '../../src/sync/saved-state.ts';

const startDate = Date.UTC(2026, 0, 1);
const now = Date.UTC(2026, 10, 20);
const saved = Date.UTC(2026, 10, 19);
const defaultStart = Date.UTC(2026, 8, 1);
const options = { startDate, defaultStart, lookbackDays: 7, now };

test('without a state everything since the start date is read', () => {
  expect(rangeOf(undefined, options)).toEqual({ from: startDate, to: now });
  expect(rangeOf(undefined, { ...options, startDate: undefined })).toEqual({ from: defaultStart, to: now });
});

test('with a state the look-back before it is read again', () => {
  expect(rangeOf({ instant: saved, slack: 0 }, options)).toEqual({ from: saved - 7 * DAY, to: now });
});

test('our own state without a look-back goes on exactly where it stopped', () => {
  expect(rangeOf({ instant: saved, slack: 0 }, { ...options, lookbackDays: 0 })).toEqual({
    from: saved,
    to: now,
  });
});

test("without a look-back the hours that Airbyte's state may be ahead are read again", () => {
  const state = readSavedState('calls', 'started', { started: '2026-11-19T00:00:00Z' });
  expect(rangeOf(state, { ...options, lookbackDays: 0 })).toEqual({ from: saved - 14 * HOUR, to: now });
});

test('the longer of look-back and slack counts, and not both', () => {
  expect(rangeOf({ instant: saved, slack: 14 * HOUR }, options).from).toBe(saved - 7 * DAY);
  expect(rangeOf({ instant: saved, slack: 9 * DAY }, options).from).toBe(saved - 9 * DAY);
});

test('nothing before the start date is read', () => {
  expect(rangeOf({ instant: startDate + DAY, slack: 0 }, options)).toEqual({ from: startDate, to: now });
  expect(rangeOf({ instant: startDate - 400 * DAY, slack: 0 }, options).from).toBe(startDate);
});

test('a state older than the default start is gone on from, if the user named no start date', () => {
  const instant = defaultStart - 100 * DAY;
  const limits = { ...options, startDate: undefined };
  expect(rangeOf({ instant, slack: 0 }, limits).from).toBe(instant - 7 * DAY);
  expect(rangeOf({ instant: DAY, slack: 0 }, limits).from).toBe(0);
});

test('a state far in the future leaves nothing to read', () => {
  const state = readSavedState('calls', 'started', { started: '2999-01-01T00:00:00Z', utc: true });
  const { from, to } = rangeOf(state, options);
  expect(to).toBe(now);
  expect(from).toBeGreaterThan(to);
});

test('a range never begins after the saved state, unless the start date does', () => {
  const instants = fc.integer({ min: 0, max: 2 * now });
  fc.assert(
    fc.property(instants, instants, fc.nat(60), fc.nat(30 * DAY), (instant, start, lookbackDays, slack) => {
      const { from, to } = rangeOf({ instant, slack }, { ...options, startDate: start, lookbackDays });
      expect(to).toBe(now);
      expect(from).toBeGreaterThanOrEqual(start);
      expect(from).toBeLessThanOrEqual(Math.max(start, instant - lookbackDays * DAY));
      expect(from).toBeLessThanOrEqual(Math.max(start, instant - slack));
    }),
  );
});
