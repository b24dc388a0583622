import { HOUR, SECOND } from '../instant.ts';
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
  /** Wait `wait` milliseconds; with `everyone` all other requests wait as well. */
  | { readonly action: 'retry'; readonly wait: number; readonly everyone: boolean };

/** For a read: minutes of trouble are sat out, the daily quota is not. */
export const SYNC_RETRIES: RetryLimits = { attempts: 8, rateLimitedAttempts: 100, longestWaitMs: HOUR };

/** For a check, which a person waits for. */
export const CHECK_RETRIES: RetryLimits = { attempts: 2, rateLimitedAttempts: 5, longestWaitMs: 20 * SECOND };

const FIRST_BACKOFF = SECOND;
const LONGEST_BACKOFF = 60 * SECOND;

/**
 * Decides after the `attempt`-th attempt (from 1). The server's own timing is obeyed to the letter and for all
 * requests; ours is exponential with full jitter. `random` answers from 0 to 1.
 */
export function decide(
  { isRateLimit, retryAfter }: Pick<RetryableFailure, 'isRateLimit' | 'retryAfter'>,
  attempt: number,
  limits: RetryLimits,
  random: () => number,
): Verdict {
  if (retryAfter !== undefined && retryAfter > limits.longestWaitMs) return { action: 'too long' };
  if (attempt >= (isRateLimit ? limits.rateLimitedAttempts : limits.attempts)) return { action: 'fail' };
  const backoff = random() * Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (attempt - 1));
  return { action: 'retry', wait: retryAfter ?? backoff, everyone: isRateLimit || retryAfter !== undefined };
}
