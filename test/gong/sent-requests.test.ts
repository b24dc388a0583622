import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { createSentRequests, type SentRequests } from '../../src/gong/sent-requests.ts';
import { byTheClock } from '../../test-kit/by-the-clock.ts';
import { never } from './open-rate-limiter.ts';

const INTERVAL = 40;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Milliseconds that a request has to wait until it may leave. */
async function waitFor(sentRequests: SentRequests): Promise<number> {
  const start = performance.now();
  await sentRequests.waitForSlot(never);
  return performance.now() - start;
}

test('there is room for as many as the limit, whether they have left or not', byTheClock, async () => {
  const sentRequests = createSentRequests(2, 60_000);
  sentRequests.add();
  expect(await waitFor(sentRequests)).toBeLessThan(INTERVAL);
  sentRequests.add()();
});

test('one more may leave when the interval has passed since the first has really left', async () => {
  const sentRequests = createSentRequests(1, INTERVAL);
  const markSent = sentRequests.add();
  const waiting = waitFor(sentRequests);
  await sleep(INTERVAL);
  markSent();
  expect(await waiting).toBeGreaterThanOrEqual(2 * INTERVAL - 2);
});

test('a request that says twice that it has left, has left the first time', byTheClock, async () => {
  const sentRequests = createSentRequests(1, INTERVAL);
  const markSent = sentRequests.add();
  markSent();
  await sleep(INTERVAL);
  markSent();
  expect(await waitFor(sentRequests)).toBeLessThan(INTERVAL / 2);
});

test('time that has passed anyway is not waited for again', byTheClock, async () => {
  const sentRequests = createSentRequests(2, INTERVAL);
  sentRequests.add()();
  sentRequests.add()();
  await sleep(INTERVAL + 1);
  expect(await waitFor(sentRequests)).toBeLessThan(INTERVAL / 2);
});

test('an end is not waited for, neither before a request is sent nor after it', async () => {
  const sentRequests = createSentRequests(1, 60_000);
  const markSent = sentRequests.add();
  const [first, second] = [new AbortController(), new AbortController()];
  const before = sentRequests.waitForSlot(first.signal);
  first.abort(new Error('the end'));
  await expect(before).rejects.toThrow('the end');
  markSent();
  const after = sentRequests.waitForSlot(second.signal);
  second.abort();
  await expect(after).rejects.toThrow(/abort/i);
});

test('a complaint widens the distance, and each calm minute takes one step back', byTheClock, async () => {
  let nowMs = 1_000_000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  /** Whether one more may leave so long after the last one. */
  const isFree = async (sentRequests: SentRequests, sinceMs: number): Promise<boolean> => {
    sentRequests.add()();
    nowMs += sinceMs;
    const waiting = new AbortController();
    const slot = sentRequests.waitForSlot(waiting.signal).then(
      () => true,
      () => false,
    );
    const isFirst = await Promise.race([slot, sleep(5, false)]);
    waiting.abort();
    nowMs += 10 * INTERVAL;
    await sentRequests.waitForSlot(never);
    return isFirst;
  };
  const sentRequests = createSentRequests(1, INTERVAL);
  expect(await isFree(sentRequests, INTERVAL + 7)).toBe(false);
  expect(await isFree(sentRequests, INTERVAL + 8)).toBe(true);
  for (let complaints = 0; complaints < 2; complaints += 1) sentRequests.increaseMargin();
  expect(await isFree(sentRequests, INTERVAL + 27)).toBe(false);
  expect(await isFree(sentRequests, INTERVAL + 28)).toBe(true);
  nowMs += 60_000;
  expect(await isFree(sentRequests, INTERVAL + 17)).toBe(false);
  expect(await isFree(sentRequests, INTERVAL + 18)).toBe(true);
  nowMs += 60_000;
  expect(await isFree(sentRequests, INTERVAL + 8)).toBe(true);
  nowMs += 600_000;
  expect(await isFree(sentRequests, INTERVAL + 7)).toBe(false);
  for (let complaints = 0; complaints < 50; complaints += 1) sentRequests.increaseMargin();
  expect(await isFree(sentRequests, INTERVAL + 99)).toBe(false);
  expect(await isFree(sentRequests, INTERVAL + 100)).toBe(true);
});
