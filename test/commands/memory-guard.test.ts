import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guardMemory } from '../../src/commands/memory-guard.ts';
import { TransientError } from '../../src/base/errors.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const MEBIBYTE = 2 ** 20;

/** What the guard says while memory grows to these megabytes, one a second. */
function grown(limit: number, ...megabytes: readonly number[]): Error[] {
  const errors: Error[] = [];
  let second = 0;
  const used = (): number => (megabytes[second] ?? 0) * MEBIBYTE;
  using _guard = guardMemory({ limit: limit * MEBIBYTE, used }, (error) => errors.push(error));
  for (second = 0; second < megabytes.length; second += 1) vi.advanceTimersByTime(1_000);
  return errors;
}

test('the guard is silent while there is room', () => {
  expect(grown(512, 100, 300, 460)).toEqual([]);
});

test('the guard speaks once when nine tenths are used up, and says what to do', () => {
  const errors = grown(512, 100, 461, 500);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toBeInstanceOf(TransientError);
  expect(errors[0]?.message).toMatch(/512 MiB.*num_workers/);
});

test('without a limit there is nothing to guard', () => {
  expect(grown(0, 100_000)).toEqual([]);
});

test('a guard that is done with looks no more', () => {
  const errors: Error[] = [];
  guardMemory({ limit: 1, used: () => 2 }, (error) => errors.push(error))[Symbol.dispose]();
  vi.advanceTimersByTime(10_000);
  expect(errors).toEqual([]);
});
