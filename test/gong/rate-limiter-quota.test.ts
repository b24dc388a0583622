import { expect, test } from 'vitest';
import { TransientError } from '../../src/base/errors.ts';
import { enter, enterAll, never, openRateLimiter } from './open-rate-limiter.ts';

test.each([
  [1, 1, [[1, 1]]],
  [10, 9, [[8, 10]]],
  [100, 99, [[80, 100]]],
  [250, 247, [[200, 250]]],
  [1_000, 990, [[800, 1_000]]],
])(
  'of %i requests a day %i are made, with one warning on the way',
  async (dailyRequestLimit, made, warned) => {
    const { limiter, warnings } = openRateLimiter({ dailyRequestLimit });
    const results = await enterAll(limiter, dailyRequestLimit + 5);
    const letIn = results.filter((result) => typeof result === 'number');
    expect(letIn).toHaveLength(made);
    expect(results.slice(made).every((result) => result instanceof TransientError)).toBe(true);
    expect(warnings).toEqual(warned);
  },
);

test('the warning comes with the request that makes it four fifths, and not before', async () => {
  const { limiter, warnings } = openRateLimiter({ dailyRequestLimit: 100 });
  await enterAll(limiter, 79);
  expect(warnings).toEqual([]);
  await enter(limiter);
  expect(warnings).toEqual([[80, 100]]);
});

test('the error says how many were made, and how to raise the limit', async () => {
  const { limiter } = openRateLimiter({ dailyRequestLimit: 100 });
  await enterAll(limiter, 99);
  const entering = limiter.enter(never, () => 0);
  await expect(entering).rejects.toBeInstanceOf(TransientError);
  await expect(entering).rejects.toThrow(/made 99 requests.*daily limit of 100\..*daily_request_limit/);
});

test('C19: the error promises no state where none may have been written', async () => {
  const { limiter } = openRateLimiter({ dailyRequestLimit: 1 });
  await enter(limiter);
  const message = String(await enter(limiter));
  expect(message).toContain('what was read is kept by the last state');
  expect(message).not.toMatch(/state saved|saved state/);
});

test('who comes after the budget is spent gets the same error', async () => {
  const { limiter } = openRateLimiter({ dailyRequestLimit: 10 });
  const [first, second] = (await enterAll(limiter, 11)).slice(9);
  expect(first).toBe(second);
  await expect(limiter.enter(never, () => 0)).rejects.toBe(first);
});
