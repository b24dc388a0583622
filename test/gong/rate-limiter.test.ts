import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TransientError } from '../../src/base/errors.ts';
import { enter, enterAll, never, openRateLimiter } from './open-rate-limiter.ts';

vi.mock('node:timers/promises', () => import('./sleep.ts'));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** In milliseconds: when a request comes, how long it opens its connection, and the pause that its answer asks for. */
const requests = fc.array(
  fc.record({
    arrival: fc.nat(6_000),
    opening: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2_500) }),
    pause: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(4_000) }),
  }),
  { maxLength: 30 },
);

const sleep = (wait: number): Promise<void> => new Promise((wake) => setTimeout(wake, wait));

test.each([1, 2, 3, 10, 0.5, 2.5])(
  'at %d requests a second no 1,000 milliseconds ever see more of them leave',
  async (requestsPerSecond) => {
    const limit = Math.ceil(requestsPerSecond);
    await fc.assert(
      fc.asyncProperty(requests, async (planned) => {
        const { limiter } = openRateLimiter({ requestsPerSecond });
        const sentRequests: number[] = [];
        let pausedUntil = 0;
        const all = planned.map(async ({ arrival, opening, pause }) => {
          await sleep(arrival);
          const { markSent } = await limiter.enter(never, () => 0);
          expect(Date.now()).toBeGreaterThanOrEqual(pausedUntil);
          await sleep(opening);
          markSent();
          sentRequests.push(performance.now());
          if (pause === 0) return;
          pausedUntil = Math.max(pausedUntil, Date.now() + pause);
          limiter.pause(pause, false);
        });
        await vi.runAllTimersAsync();
        await Promise.all(all);
        expect(sentRequests).toHaveLength(planned.length);
        sentRequests.slice(limit).forEach((sentRequest, index) => {
          expect(sentRequest - (sentRequests[index] ?? Number.NaN)).toBeGreaterThanOrEqual(1_000);
        });
      }),
      { numRuns: 40 },
    );
  },
);

test('the limit is used, not only kept', async () => {
  const begun = Date.now();
  const entering = enterAll(openRateLimiter({ requestsPerSecond: 3 }).limiter, 30);
  await vi.runAllTimersAsync();
  const starts = (await entering).map((start) => Number(start) - begun);
  expect(starts.slice(0, 3)).toEqual([0, 0, 0]);
  expect(starts.at(-1)).toBeLessThan(9 * 1_030);
});

test('a fraction is spread evenly', async () => {
  const begun = Date.now();
  const entering = enterAll(openRateLimiter({ requestsPerSecond: 0.5 }).limiter, 3);
  await vi.runAllTimersAsync();
  expect((await entering).map((start) => Math.floor((Number(start) - begun) / 2_000))).toEqual([0, 1, 2]);
});

test('the lowest priority goes first, and equal priorities in the order in which they came', async () => {
  const { limiter } = openRateLimiter({ requestsPerSecond: 1 });
  await enter(limiter);
  const order: string[] = [];
  const entering = ['c2', 'b1', 'a0', 'd2', 'e0', 'f1'].map(async (name) => {
    await enter(limiter, never, Number(name[1]));
    order.push(name);
  });
  await vi.runAllTimersAsync();
  await Promise.all(entering);
  expect(order).toEqual(['a0', 'e0', 'b1', 'f1', 'c2', 'd2']);
});

test('so many are unanswered at the same time, and the lowest priority takes a place that gets free', async () => {
  const { limiter } = openRateLimiter({ maxInFlight: 2 });
  const order: string[] = [];
  const answers = new Map<string, () => void>();
  const asking = ['c2', 'b1', 'e2', 'a0', 'd2'].map(async (name) => {
    using _permit = await limiter.enter(never, () => Number(name[1]));
    order.push(name);
    await new Promise<void>((answer) => answers.set(name, answer));
  });
  await vi.runAllTimersAsync();
  expect(order).toEqual(['a0', 'b1']);
  answers.get('b1')?.();
  await vi.runAllTimersAsync();
  expect(order).toEqual(['a0', 'b1', 'c2']);
  for (const name of ['a0', 'c2']) answers.get(name)?.();
  await vi.runAllTimersAsync();
  expect(order).toEqual(['a0', 'b1', 'c2', 'e2', 'd2']);
  for (const name of ['e2', 'd2']) answers.get(name)?.();
  await Promise.all(asking);
});

test('closing rejects at once whoever waits for a request that is still opening its connection', async () => {
  const { limiter } = openRateLimiter({ requestsPerSecond: 1 });
  const closed = new TransientError('wait for tomorrow');
  await limiter.enter(never, () => 0);
  const entering = enterAll(limiter, 2);
  await vi.advanceTimersByTimeAsync(1_500);
  limiter.close(closed);
  const late = sleep(1_000).then(() => 'still waiting');
  await vi.advanceTimersByTimeAsync(1_500);
  expect(await Promise.race([entering, late])).toEqual([closed, closed]);
});
