import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, CHECK_RETRIES, SYNC_RETRIES, type RetryLimits } from '../../src/gong/retry.ts';

const halfway = (): number => 0.5;
const busy = { isRateLimit: true };
const broken = { isRateLimit: false };
const patiences = fc.constantFrom<RetryLimits>(SYNC_RETRIES, CHECK_RETRIES);
const retryable = fc.record({
  isRateLimit: fc.boolean(),
  retryAfterMs: fc.option(fc.nat(2 * 3_600_000), { nil: undefined }),
});
const attempts = fc.integer({ min: 1, max: 200 });
const randoms = fc.double({ min: 0, max: 1, noNaN: true });

test.each([
  ['the first failure', broken, 1, SYNC_RETRIES, { action: 'retry', waitMs: 750, pauseMs: 0 }],
  ['the second failure', broken, 2, SYNC_RETRIES, { action: 'retry', waitMs: 1_500, pauseMs: 0 }],
  ['the sixth failure', broken, 6, SYNC_RETRIES, { action: 'retry', waitMs: 24_000, pauseMs: 0 }],
  ['the seventh failure', broken, 7, SYNC_RETRIES, { action: 'retry', waitMs: 45_000, pauseMs: 0 }],
  ['the eighth failure', broken, 8, SYNC_RETRIES, { action: 'fail' }],
  ['a second failure in a check', broken, 2, CHECK_RETRIES, { action: 'fail' }],
  ['a 429 without a time', busy, 1, SYNC_RETRIES, { action: 'retry', waitMs: 750, pauseMs: 750 }],
  ['the 99th 429', busy, 99, SYNC_RETRIES, { action: 'retry', waitMs: 45_000, pauseMs: 45_000 }],
  ['the 100th 429', busy, 100, SYNC_RETRIES, { action: 'fail' }],
  ['a fifth 429 in a check', busy, 5, CHECK_RETRIES, { action: 'fail' }],
  [
    'a 429 with a time',
    { ...busy, retryAfterMs: 1_000 },
    1,
    SYNC_RETRIES,
    { action: 'retry', waitMs: 1_000, pauseMs: 1_000 },
  ],
  [
    'a 503 with a time',
    { ...broken, retryAfterMs: 7_000 },
    3,
    SYNC_RETRIES,
    { action: 'retry', waitMs: 7_000, pauseMs: 7_000 },
  ],
  [
    'a time of zero',
    { ...busy, retryAfterMs: 0 },
    4,
    SYNC_RETRIES,
    { action: 'retry', waitMs: 6_000, pauseMs: 0 },
  ],
  [
    'an hour',
    { ...busy, retryAfterMs: 3_600_000 },
    1,
    SYNC_RETRIES,
    { action: 'retry', waitMs: 3_600_000, pauseMs: 3_600_000 },
  ],
  ['more than an hour', { ...busy, retryAfterMs: 3_600_001 }, 1, SYNC_RETRIES, { action: 'too long' }],
  ['a minute in a check', { ...busy, retryAfterMs: 60_000 }, 1, CHECK_RETRIES, { action: 'too long' }],
  [
    'too long a time at the last attempt',
    { ...busy, retryAfterMs: 9_999_999 },
    100,
    SYNC_RETRIES,
    { action: 'too long' },
  ],
])('after %s the verdict is clear', (_name, seen, attempt, limits, verdict) => {
  expect(decide(seen, attempt, limits, halfway)).toEqual(verdict);
});

test('C8: a wait that the server asks for makes ours longer and never shorter, and holds for all requests', () => {
  fc.assert(
    fc.property(retryable, attempts, patiences, randoms, (seen, attempt, limits, random) => {
      const verdict = decide(seen, attempt, limits, () => random);
      fc.pre(seen.retryAfterMs !== undefined && verdict.action === 'retry');
      const own = decide({ isRateLimit: seen.isRateLimit }, attempt, limits, () => random);
      expect(own).toMatchObject({ action: 'retry' });
      const ownMs = own.action === 'retry' ? own.waitMs : Number.NaN;
      expect(verdict).toEqual({
        action: 'retry',
        waitMs: Math.max(ownMs, seen.retryAfterMs ?? 0),
        pauseMs: seen.retryAfterMs,
      });
    }),
  );
});

test('C8: three quarters of a minute in which the server names no wait, or zero, are always sat out', () => {
  for (const retryAfterMs of [undefined, 0]) {
    let waitedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const verdict = decide({ isRateLimit: false, retryAfterMs }, attempt, SYNC_RETRIES, () => 0);
      if (verdict.action !== 'retry') break;
      waitedMs += verdict.waitMs;
    }
    expect(waitedMs).toBeGreaterThan(45_000);
  }
});

test('our own wait doubles up to a minute, and half of it is left to chance', () => {
  fc.assert(
    fc.property(fc.boolean(), attempts, randoms, (isRateLimit, attempt, random) => {
      const verdict = decide({ isRateLimit }, attempt, SYNC_RETRIES, () => random);
      fc.pre(verdict.action === 'retry');
      const most = Math.min(60_000, 1_000 * 2 ** (attempt - 1));
      expect(verdict.waitMs).toBeGreaterThanOrEqual(most / 2);
      expect(verdict.waitMs).toBeLessThanOrEqual(most);
    }),
  );
});

test('nobody goes on beyond their limits', () => {
  fc.assert(
    fc.property(retryable, attempts, patiences, randoms, (seen, attempt, limits, random) => {
      const verdict = decide(seen, attempt, limits, () => random);
      const limit = seen.isRateLimit ? limits.rateLimitedAttempts : limits.attempts;
      const isTooLong = (seen.retryAfterMs ?? 0) > limits.longestWaitMs;
      const expected = isTooLong ? 'too long' : attempt >= limit ? 'fail' : 'retry';
      expect(verdict.action).toBe(expected);
    }),
  );
});
