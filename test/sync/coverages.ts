import * as fc from 'fast-check';
import { DAY, HOUR } from '../../src/base/instant.ts';
import { Coverage } from '../../src/sync/coverage.ts';
import { STALE } from '../../src/sync/stretch.ts';

/** Where the grid of moments begins on which the stretches of these coverages lie. */
export const BASE = Date.UTC(2026, 9, 1);

/** The step of the grid, and how many steps it has. */
export const STEP_MS = 6 * HOUR;
export const STEPS = 240;

export const lookbacks = fc.constantFrom(0, DAY, 3 * DAY, 7 * DAY, 30 * DAY);

/** Moments at which a stretch may have been read: at its end or later. */
const delaysMs = fc.oneof(fc.integer({ min: 0, max: 160 }), fc.constant(0)).map((hours) => hours * HOUR);

/** What has been read, one after the other. */
export const additions = fc.record({
  from: fc.nat(STEPS - 1).map((step) => BASE + step * STEP_MS),
  length: fc.integer({ min: 1, max: 60 }).map((steps) => steps * STEP_MS),
  delayMs: delaysMs,
  isStale: fc.oneof(
    { arbitrary: fc.constant(false), weight: 5 },
    { arbitrary: fc.constant(true), weight: 1 },
  ),
});

/** Coverages of any shape, with gaps or without. */
export const coverages: fc.Arbitrary<Coverage> = fc
  .array(additions, { minLength: 1, maxLength: 20, size: 'max' })
  .map((all) =>
    all.reduce((coverage, { from, length, delayMs, isStale }) => {
      const to = from + length;
      return coverage.add({ from, to, readAt: isStale ? STALE : to + delayMs });
    }, new Coverage()),
  );

/** Every moment of the grid, and some before and after it. */
export const MOMENTS: readonly number[] = Array.from(
  { length: STEPS + 100 },
  (_, step) => BASE + (step - 20) * STEP_MS,
);
