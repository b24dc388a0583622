import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, HASTY, PATIENT, type Patience } from '../../src/gong/retry.ts';

const halfway = (): number => 0.5;
const busy = { isRateLimit: true };
const broken = { isRateLimit: false };
const patiences = fc.constantFrom<Patience>(PATIENT, HASTY);
const trouble = fc.record({
  isRateLimit: fc.boolean(),
  retryAfter: fc.option(fc.nat(2 * 3_600_000), { nil: undefined }),
});
const attempts = fc.integer({ min: 1, max: 200 });
const randoms = fc.double({ min: 0, max: 1, noNaN: true });

test.each([
  ['the first failure', broken, 1, PATIENT, { action: 'retry', wait: 500, everyone: false }],
  ['the second failure', broken, 2, PATIENT, { action: 'retry', wait: 1_000, everyone: false }],
  ['the sixth failure', broken, 6, PATIENT, { action: 'retry', wait: 16_000, everyone: false }],
  ['the seventh failure', broken, 7, PATIENT, { action: 'retry', wait: 30_000, everyone: false }],
  ['the eighth failure', broken, 8, PATIENT, { action: 'give up' }],
  ['a second failure in a check', broken, 2, HASTY, { action: 'give up' }],
  ['a 429 without a time', busy, 1, PATIENT, { action: 'retry', wait: 500, everyone: true }],
  ['the 99th 429', busy, 99, PATIENT, { action: 'retry', wait: 30_000, everyone: true }],
  ['the 100th 429', busy, 100, PATIENT, { action: 'give up' }],
  ['a fifth 429 in a check', busy, 5, HASTY, { action: 'give up' }],
  [
    'a 429 with a time',
    { ...busy, retryAfter: 1_000 },
    1,
    PATIENT,
    { action: 'retry', wait: 1_000, everyone: true },
  ],
  [
    'a 503 with a time',
    { ...broken, retryAfter: 7_000 },
    3,
    PATIENT,
    { action: 'retry', wait: 7_000, everyone: true },
  ],
  ['a time of zero', { ...busy, retryAfter: 0 }, 4, PATIENT, { action: 'retry', wait: 0, everyone: true }],
  [
    'an hour',
    { ...busy, retryAfter: 3_600_000 },
    1,
    PATIENT,
    { action: 'retry', wait: 3_600_000, everyone: true },
  ],
  ['more than an hour', { ...busy, retryAfter: 3_600_001 }, 1, PATIENT, { action: 'too long' }],
  ['a minute in a check', { ...busy, retryAfter: 60_000 }, 1, HASTY, { action: 'too long' }],
  [
    'too long a time at the last attempt',
    { ...busy, retryAfter: 9_999_999 },
    100,
    PATIENT,
    { action: 'too long' },
  ],
])('after %s the verdict is clear', (_name, seen, attempt, patience, verdict) => {
  expect(decide(seen, attempt, patience, halfway)).toEqual(verdict);
});

test('a wait that the server asked for is kept to the letter, by everyone', () => {
  fc.assert(
    fc.property(trouble, attempts, patiences, randoms, (seen, attempt, patience, random) => {
      const verdict = decide(seen, attempt, patience, () => random);
      fc.pre(seen.retryAfter !== undefined && verdict.action === 'retry');
      expect(verdict).toEqual({ action: 'retry', wait: seen.retryAfter, everyone: true });
    }),
  );
});

test('our own wait is never negative, never over a minute and at most doubles', () => {
  fc.assert(
    fc.property(fc.boolean(), attempts, randoms, (isRateLimit, attempt, random) => {
      const verdict = decide({ isRateLimit }, attempt, PATIENT, () => random);
      fc.pre(verdict.action === 'retry');
      expect(verdict.wait).toBeGreaterThanOrEqual(0);
      expect(verdict.wait).toBeLessThanOrEqual(Math.min(60_000, 1_000 * 2 ** (attempt - 1)));
    }),
  );
});

test('nobody goes on beyond the limits of their patience', () => {
  fc.assert(
    fc.property(trouble, attempts, patiences, randoms, (seen, attempt, patience, random) => {
      const verdict = decide(seen, attempt, patience, () => random);
      const limit = seen.isRateLimit ? patience.rateLimitedAttempts : patience.attempts;
      const isTooLong = (seen.retryAfter ?? 0) > patience.longestWait;
      const expected = isTooLong ? 'too long' : attempt >= limit ? 'give up' : 'retry';
      expect(verdict.action).toBe(expected);
    }),
  );
});
