import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { createLatency } from '../src/latency.ts';
import { settle } from '../src/options.ts';
import { ask, free } from './gong-client.ts';

const numbers = Array.from({ length: 2000 }, (_, index) => index + 1);

const waits = (seed: number): number[] =>
  numbers.map(createLatency(settle({ seed, latencyMilliseconds: 1000, latencyJitter: 0.2 })));

test('waits spread evenly around the latency, the same for the same seed', () => {
  const first = waits(1);
  expect(Math.min(...first)).toBeGreaterThanOrEqual(800);
  expect(Math.min(...first)).toBeLessThan(805);
  expect(Math.max(...first)).toBeLessThanOrEqual(1200);
  expect(Math.max(...first)).toBeGreaterThan(1195);
  const mean = first.reduce((sum, wait) => sum + wait, 0) / first.length;
  expect(Math.abs(mean - 1000)).toBeLessThan(10);
  expect(waits(1)).toEqual(first);
  expect(waits(2)).not.toEqual(first);
});

test('without jitter every wait is the latency', () => {
  expect(new Set(numbers.map(createLatency(settle({ latencyMilliseconds: 300 }))))).toEqual(new Set([300]));
});

test('a jitter that is no share is refused', () => {
  expect(() => settle({ latencyJitter: 20 })).toThrow('latencyJitter is not a share');
  expect(() => settle({ latencyJitter: -0.1 })).toThrow(RangeError);
});

test('answers are held back by it', async () => {
  const options = { ...free, calls: 1, latencyMilliseconds: 40, latencyJitter: 1 };
  await using sandbox = await startSandbox(options);
  const latency = createLatency(settle(options));
  for (let number = 1; number <= 5; number += 1) {
    const start = performance.now();
    await ask(sandbox, '/v2/users');
    expect(performance.now() - start).toBeGreaterThanOrEqual(latency(number) - 2);
  }
});
