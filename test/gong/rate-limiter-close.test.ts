import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TransientError } from '../../src/base/errors.ts';
import { enter, enterAll, openRateLimiter, repeat } from './open-rate-limiter.ts';

const closed = new TransientError('wait for tomorrow');

test('closing rejects everyone who stands in the queue', async () => {
  const { limiter } = openRateLimiter({ requestsPerSecond: 1 });
  await enter(limiter);
  const entering = enterAll(limiter, 9);
  await turn();
  limiter.close(closed);
  // At once, and not when their turn would have come.
  expect(await Promise.race([entering, sleep(50, 'still waiting')])).toEqual(repeat(closed, 9));
});

test('closing rejects everyone whom a pause holds', async () => {
  const { limiter } = openRateLimiter();
  limiter.pause(3_600_000, false);
  const entering = enterAll(limiter, 9);
  limiter.close(closed);
  expect(await entering).toEqual(repeat(closed, 9));
});

test('closing rejects whoever has just come', async () => {
  const { limiter } = openRateLimiter();
  const entering = enterAll(limiter, 3);
  limiter.close(closed);
  expect(await entering).toEqual(repeat(closed, 3));
});

test('a closed limiter lets nobody in any more, and keeps its first reason', async () => {
  const { limiter } = openRateLimiter();
  limiter.close(closed);
  limiter.close(new TransientError('another reason'));
  expect(await enter(limiter)).toBe(closed);
});

test('the end of the sync ends all waits', async () => {
  const sync = new AbortController();
  const { limiter } = openRateLimiter({ signal: sync.signal });
  limiter.pause(3_600_000, false);
  const entering = enterAll(limiter, 3);
  sync.abort('SIGTERM');
  expect(await entering).toEqual(['SIGTERM', 'SIGTERM', 'SIGTERM']);
  expect(await enter(limiter)).toBe('SIGTERM');
});
