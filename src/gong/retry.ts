import { HOUR, MINUTE, SECOND } from '../base/instant.ts';
import type { RetryableFailure } from './outcome.ts';

/** How long a caller is ready to go on. */
export interface RetryLimits {
  /** Attempts at one request before it is given up, the first included; 429 has a count of its own. */
  readonly attempts: number;
  readonly rateLimitedAttempts: number;
  /** The longest single wait in milliseconds that is sat out. */
  readonly longestWaitMs: number;
}

export type Verdict =
  | { readonly action: 'fail' }
  | { readonly action: 'too long' }
  /** This request waits for `waitMs`, and for the first `pauseMs` of it all others wait as well. */
  | { readonly action: 'retry'; readonly waitMs: number; readonly pauseMs: number };

/** For a read: minutes of trouble are sat out, the daily quota is not. */
export const SYNC_RETRIES: RetryLimits = { attempts: 8, rateLimitedAttempts: 100, longestWaitMs: HOUR };

/** For a check, which a person waits for. */
export const CHECK_RETRIES: RetryLimits = { attempts: 2, rateLimitedAttempts: 5, longestWaitMs: 20 * SECOND };

const FIRST_BACKOFF_MS = SECOND;
const LONGEST_BACKOFF_MS = MINUTE;

/**
 * Decides after the `attempt`-th failed attempt of its kind (from 1). Our own wait is exponential, half of it random. A time that the
 * server names makes it longer, never shorter: some name zero, or a moment that has passed, for as long as they are in
 * trouble. Such a time holds for all requests, and so does our own after a 429 without one. `random` returns from 0 to 1.
 */
export function decide(
  { isRateLimit, retryAfterMs }: Pick<RetryableFailure, 'isRateLimit' | 'retryAfterMs'>,
  attempt: number,
  limits: RetryLimits,
  random: () => number,
): Verdict {
  if (retryAfterMs !== undefined && retryAfterMs > limits.longestWaitMs) return { action: 'too long' };
  if (attempt >= (isRateLimit ? limits.rateLimitedAttempts : limits.attempts)) return { action: 'fail' };
  const backoffMs =
    Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1)) * (0.5 + random() / 2);
  const pauseMs = retryAfterMs ?? (isRateLimit ? backoffMs : 0);
  return { action: 'retry', waitMs: Math.max(backoffMs, pauseMs), pauseMs };
}
