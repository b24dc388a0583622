import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Concurrency } from '../../src/gong/concurrency.ts';

let nowMs = 0;
let utilization = 0;

beforeEach(() => {
  nowMs = 0;
  utilization = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  vi.spyOn(performance, 'eventLoopUtilization').mockImplementation((): EventLoopUtilization => ({
    idle: 0,
    active: 0,
    utilization,
  }));
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** One that has measured these responses one after the other. */
function measured(requestsPerSecond: number, maxInFlight: number, ...tookMs: readonly number[]): Concurrency {
  const concurrency = new Concurrency({ requestsPerSecond, maxInFlight });
  for (const took of tookMs) {
    const end = concurrency.start();
    nowMs += took;
    end();
  }
  return concurrency;
}

test('before anything is known there is one request in flight', () => {
  expect(measured(3, 10).target).toBe(1);
});

test.each([
  [3, 10, 1_000, 3],
  [3, 10, 2_500, 7.5],
  [3, 5, 2_500, 5],
  [3, 10, 100, 1],
  [0.5, 10, 4_000, 2],
])('at %d a second, at most %d and %d ms a response, %d are in flight', (rate, most, tookMs, target) => {
  expect(measured(rate, most, tookMs).target).toBeCloseTo(target);
});

test('each response moves the average by a fifth', () => {
  expect(measured(10, 50, 1_000, 2_000).target).toBeCloseTo(12);
});

test('a request that has not been answered counts with its age so far', () => {
  const concurrency = measured(3, 10, 500);
  const end = concurrency.start();
  nowMs += 2_000;
  expect(concurrency.target).toBeCloseTo(6);
  end();
  expect(concurrency.target).toBeCloseTo(3 * 0.8);
});

test('the oldest request counts, though younger ones end before it', () => {
  const concurrency = measured(3, 10, 500);
  concurrency.start();
  nowMs += 1_000;
  concurrency.start()();
  nowMs += 1_000;
  expect(concurrency.target).toBeCloseTo(6);
});

test('a request that ends twice has ended once', () => {
  const concurrency = new Concurrency({ requestsPerSecond: 10, maxInFlight: 50 });
  const end = concurrency.start();
  nowMs += 1_000;
  end();
  nowMs += 9_000;
  end();
  expect(concurrency.target).toBeCloseTo(10);
});

test('a process that was busy for a second does with one request, until it is idle again', () => {
  const concurrency = measured(3, 10, 900);
  utilization = 0.9;
  nowMs += 99;
  expect(concurrency.target).toBeCloseTo(2.7);
  nowMs += 1;
  expect(concurrency.target).toBe(1);
  utilization = 0.1;
  nowMs += 1_000;
  expect(concurrency.target).toBeCloseTo(2.7);
});

test('the target is between 1 and what the user allows', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 1_000, noNaN: true }),
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.nat(300_000)),
      (rate, most, tookMs) => {
        const { target } = measured(rate, most, ...tookMs);
        expect(target).toBeGreaterThanOrEqual(1);
        expect(target).toBeLessThanOrEqual(most);
      },
    ),
  );
});
