import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { untilReaderStalls } from '../../src/base/shutdown.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** How long a process waits for a reader that takes a byte at each of these times, in milliseconds after it began to wait. */
async function waitOf(times: readonly number[]): Promise<number> {
  const startedMs = performance.now();
  const progress = { lastMs: startedMs - 60_000 };
  const waits: number[] = [];
  void untilReaderStalls(progress).then(() => waits.push(performance.now() - startedMs));
  for (let passedMs = 0; waits.length === 0 && passedMs < 20_000; passedMs += 10) {
    if (times.includes(passedMs)) progress.lastMs = performance.now();
    await vi.advanceTimersByTimeAsync(10);
  }
  return waits[0] ?? Infinity;
}

test('H6: a reader that takes nothing is waited for half a second', async () => {
  expect(await waitOf([])).toBe(500);
});

test('H6: a reader that takes something gets half a second more each time', async () => {
  expect(await waitOf([400, 800])).toBe(1_300);
});

test('H6: a reader that goes on and on is given five seconds', async () => {
  expect(await waitOf(Array.from({ length: 100 }, (_value, index) => index * 400))).toBe(5_000);
});
