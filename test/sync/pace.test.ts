import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from '../../src/sync/pace.ts';

let now = 0;
let utilization = 0;

beforeEach(() => {
  now = 0;
  utilization = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(performance, 'eventLoopUtilization').mockImplementation((): EventLoopUtilization => ({
    idle: 0,
    active: 0,
    utilization,
  }));
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A pace that has measured these answers one after the other. */
function paceAfter(requestsPerSecond: number, mostWorkers: number, ...answers: readonly number[]): Pace {
  const pace = new Pace({ requestsPerSecond, mostWorkers });
  for (const took of answers) {
    const end = pace.start();
    now += took;
    end();
  }
  return pace;
}

test.each([
  [3, 10, 3],
  [100, 10, 3],
  [100, 2, 2],
  [1.5, 10, 2],
  [0.2, 10, 1],
])(
  'at %d requests a second and up to %d workers %d may start before anything is known',
  (rate, most, places) => {
    const pace = paceAfter(rate, most);
    expect(pace.places).toBe(places);
    expect(pace.workers).toBe(1);
  },
);

test('as many are wanted in flight as may start during an answer, and a tenth more', () => {
  expect(paceAfter(3, 50, 2_000).workers).toBe(7);
  expect(paceAfter(10, 50, 2_000).workers).toBe(22);
  expect(paceAfter(10, 8, 2_000).workers).toBe(8);
  expect(paceAfter(10, 50, 2_000).places).toBe(22);
});

test('each answer moves the average by a fifth', () => {
  expect(paceAfter(10, 50, 1_000, 2_000).workers).toBe(14);
});

test('a request that still waits counts with its wait so far', () => {
  const pace = paceAfter(10, 50, 100);
  const end = pace.start();
  now += 1_000;
  pace.start();
  expect(pace.workers).toBe(11);
  end();
  expect(pace.workers).toBe(4);
});

test('it is known how many requests use the limit just so, without any in reserve', () => {
  expect(paceAfter(3, 50, 2_500).needed).toBe(7.5);
  expect(paceAfter(3, 50, 300).needed).toBeCloseTo(0.9);
});

test('a busy processor gets no more work until it is free again', () => {
  const pace = paceAfter(10, 50, 2_000);
  utilization = 0.9;
  pace.look();
  expect([pace.needed, pace.workers]).toEqual([1, 1]);
  expect(pace.places).toBe(3);
  utilization = 0.5;
  pace.look();
  expect(pace.workers).toBe(22);
});

test('the next page of a walk comes after an answer, or when the other walks have had their turn', () => {
  const pace = paceAfter(4, 50, 600);
  expect(pace.pageInterval(1)).toBe(600);
  expect(pace.pageInterval(8)).toBe(2_000);
});

test('at least one worker is wanted, and never more than may be', () => {
  const answers = fc.array(fc.nat(100_000), { maxLength: 10 });
  const rates = fc.double({ min: 0.01, max: 1_000, noNaN: true });
  fc.assert(
    fc.property(rates, fc.integer({ min: 1, max: 50 }), answers, (rate, most, took) => {
      const { workers, places } = paceAfter(rate, most, ...took);
      expect(workers).toBeGreaterThanOrEqual(1);
      expect(places).toBeGreaterThanOrEqual(workers);
      expect(places).toBeLessThanOrEqual(most);
    }),
  );
});
