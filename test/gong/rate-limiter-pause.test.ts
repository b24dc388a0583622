import { expect, test } from 'vitest';
import { byTheClock } from '../../test-kit/by-the-clock.ts';
import { enter, enterAll, openRateLimiter, repeat } from './open-rate-limiter.ts';

test('a pause holds everyone until it ends', async () => {
  const { limiter } = openRateLimiter();
  const until = Date.now() + 40;
  limiter.pause(until - Date.now(), false);
  for (const start of await enterAll(limiter, 5)) expect(start).toBeGreaterThanOrEqual(until);
});

test('a pause also holds those who stood in the queue already', async () => {
  const { limiter } = openRateLimiter();
  const entering = enterAll(limiter, 3);
  const until = Date.now() + 30;
  limiter.pause(until - Date.now(), false);
  for (const start of await entering) expect(start).toBeGreaterThanOrEqual(until);
});

test(
  'a longer pause takes over from a shorter one, and a shorter one changes nothing',
  byTheClock,
  async () => {
    const { limiter, pauses } = openRateLimiter();
    const now = Date.now();
    for (const wait of [15, 40, 10, 40]) limiter.pause(wait, false);
    expect(pauses).toHaveLength(2);
    // The clock may tick in between.
    for (const [index, wait] of [15, 40].entries())
      expect(Math.abs((pauses[index] ?? 0) - now - wait)).toBeLessThan(10);
    const [start] = await enterAll(limiter, 1);
    expect(start).toBeGreaterThanOrEqual(now + 40);
  },
);

test('a pause that is made longer while somebody waits is waited for', async () => {
  const { limiter } = openRateLimiter();
  const now = Date.now();
  limiter.pause(10, false);
  const entering = enterAll(limiter, 2);
  limiter.pause(45, false);
  for (const start of await entering) expect(start).toBeGreaterThanOrEqual(now + 45);
});

test('a pause in the past holds nobody', async () => {
  const { limiter } = openRateLimiter();
  limiter.pause(-1_000, false);
  expect(await enter(limiter)).toBeTypeOf('number');
});

test('whoever has given up does not start, and costs nothing of the quota', async () => {
  const { limiter, warnings } = openRateLimiter({ dailyRequestLimit: 2 });
  const reason = new Error('the stream has failed');
  expect(await enterAll(limiter, 5, AbortSignal.abort(reason))).toEqual(repeat(reason, 5));
  const caller = new AbortController();
  limiter.pause(20, false);
  const entering = enterAll(limiter, 5, caller.signal);
  caller.abort(reason);
  expect(await entering).toEqual(repeat(reason, 5));
  expect(warnings).toEqual([]);
  expect(await enter(limiter)).toBeTypeOf('number');
});
