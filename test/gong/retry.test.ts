import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, CHECK_RETRIES, SYNC_RETRIES, type RetryLimits } from '../../src/gong/retry.ts';

const halfway = (): number => 0.5;
const busy = { isRateLimit: true };
const broken = { isRateLimit: false };
const patiences = fc.constantFrom<RetryLimits>(SYNC_RETRIES, CHECK_RETRIES);
const retryable = fc.record({
  isRateLimit: fc.boolean(),
  retryAfter: fc.option(fc.nat(2 * 3_600_000), { nil: undefined }),
});
const attempts = fc.integer({ min: 1, max: 200 });
const randoms = fc.double({ min: 0, max: 1, noNaN: true });

test.each([
  ['the first failure', broken, 1, SYNC_RETRIES, { action: 'retry', wait: 500, everyone: false }],
  ['the second failure', broken, 2, SYNC_RETRIES, { action: 'retry', wait: 1_000, everyone: false }],
  ['the sixth failure', broken, 6, SYNC_RETRIES, { action: 'retry', wait: 16_000, everyone: false }],
  ['the seventh failure', broken, 7, SYNC_RETRIES, { action: 'retry', wait: 30_000, everyone: false }],
  ['the eighth failure', broken, 8, SYNC_RETRIES, { action: 'fail' }],
  ['a second failure in a check', broken, 2, CHECK_RETRIES, { action: 'fail' }],
  ['a 429 without a time', busy, 1, SYNC_RETRIES, { action: 'retry', wait: 500, everyone: true }],
  ['the 99th 429', busy, 99, SYNC_RETRIES, { action: 'retry', wait: 30_000, everyone: true }],
  ['the 100th 429', busy, 100, SYNC_RETRIES, { action: 'fail' }],
  ['a fifth 429 in a check', busy, 5, CHECK_RETRIES, { action: 'fail' }],
  [
    'a 429 with a time',
    { ...busy, retryAfter: 1_000 },
    1,
    SYNC_RETRIES,
    { action: 'retry', wait: 1_000, everyone: true },
  ],
  [
    'a 503 with a time',
    { ...broken, retryAfter: 7_000 },
    3,
    SYNC_RETRIES,
    { action: 'retry', wait: 7_000, everyone: true },
  ],
  [
    'a time of zero',
    { ...busy, retryAfter: 0 },
    4,
    SYNC_RETRIES,
    { action: 'retry', wait: 0, everyone: true },
  ],
  [
    'an hour',
    { ...busy, retryAfter: 3_600_000 },
    1,
    SYNC_RETRIES,
    { action: 'retry', wait: 3_600_000, everyone: true },
  ],
  ['more than an hour', { ...busy, retryAfter: 3_600_001 }, 1, SYNC_RETRIES, { action: 'too long' }],
  ['a minute in a check', { ...busy, retryAfter: 60_000 }, 1, CHECK_RETRIES, { action: 'too long' }],
  [
    'too long a time at the last attempt',
    { ...busy, retryAfter: 9_999_999 },
    100,
    SYNC_RETRIES,
    { action: 'too long' },
  ],
])('after %s the verdict is clear', (_name, seen, attempt, limits, verdict) => {
  expect(decide(seen, attempt, limits, halfway)).toEqual(verdict);
});

test('a wait that the server asked for is kept to the letter, by everyone', () => {
  fc.assert(
    fc.property(retryable, attempts, patiences, randoms, (seen, attempt, limits, random) => {
      const verdict = decide(seen, attempt, limits, () => random);
      fc.pre(seen.retryAfter !== undefined && verdict.action === 'retry');
      expect(verdict).toEqual({ action: 'retry', wait: seen.retryAfter, everyone: true });
    }),
  );
});

test('our own wait is never negative, never over a minute and at most doubles', () => {
  fc.assert(
    fc.property(fc.boolean(), attempts, randoms, (isRateLimit, attempt, random) => {
      const verdict = decide({ isRateLimit }, attempt, SYNC_RETRIES, () => random);
      fc.pre(verdict.action === 'retry');
      expect(verdict.wait).toBeGreaterThanOrEqual(0);
      expect(verdict.wait).toBeLessThanOrEqual(Math.min(60_000, 1_000 * 2 ** (attempt - 1)));
    }),
  );
});

test('nobody goes on beyond their limits', () => {
  fc.assert(
    fc.property(retryable, attempts, patiences, randoms, (seen, attempt, limits, random) => {
      const verdict = decide(seen, attempt, limits, () => random);
      const limit = seen.isRateLimit ? limits.rateLimitedAttempts : limits.attempts;
      const isTooLong = (seen.retryAfter ?? 0) > limits.longestWaitMs;
      const expected = isTooLong ? 'too long' : attempt >= limit ? 'fail' : 'retry';
      expect(verdict.action).toBe(expected);
    }),
  );
});
