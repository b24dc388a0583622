import { EventEmitter } from 'node:events';
import type { GongEvents } from '../../src/gong/events.ts';
import { createRateLimiter, type RateLimiter, type RateLimiterOptions } from '../../src/gong/rate-limiter.ts';

export const { signal: never } = new AbortController();

/** A limiter with limits that no test reaches by accident, and what it emits. */
export function openRateLimiter(options: Partial<RateLimiterOptions> = {}): {
  limiter: RateLimiter;
  pauses: number[];
  warnings: number[][];
} {
  const pauses: number[] = [];
  const warnings: number[][] = [];
  const events = new EventEmitter<GongEvents>();
  events.on('wait', ({ until }) => pauses.push(until));
  events.on('quota', ({ spent, limit }) => warnings.push([spent, limit]));
  const limiter = createRateLimiter({
    requestsPerSecond: 10_000,
    dailyRequestLimit: 10_000,
    maxInFlight: Infinity,
    signal: never,
    events,
    ...options,
  });
  return { limiter, pauses, warnings };
}

/** One request that is answered at once: returns the moment it was let in, or the error. */
export async function enter(limiter: RateLimiter, signal = never, priority = 0): Promise<unknown> {
  try {
    using _permit = await limiter.enter(signal, () => priority);
    return Date.now();
  } catch (error) {
    return error;
  }
}

export function enterAll(limiter: RateLimiter, count: number, signal = never): Promise<unknown[]> {
  return Promise.all(Array.from({ length: count }, () => enter(limiter, signal)));
}

export function repeat(value: unknown, count: number): unknown[] {
  return Array.from({ length: count }, () => value);
}
