import { HOUR, SECOND } from '../instant.ts';
import type { Trouble } from './reading.ts';

/** How long a caller is ready to go on. */
export interface Patience {
  /** Attempts at one request before it is given up, the first included; 429 has a count of its own. */
  readonly attempts: number;
  readonly rateLimitedAttempts: number;
  /** The longest single wait in milliseconds that is sat out. */
  readonly longestWait: number;
}

export type Verdict =
  | { readonly action: 'give up' }
  | { readonly action: 'too long' }
  /** Wait `wait` milliseconds; with `everyone` all other requests wait as well. */
  | { readonly action: 'retry'; readonly wait: number; readonly everyone: boolean };

/** For a read: minutes of trouble are sat out, the daily quota is not. */
export const PATIENT: Patience = { attempts: 8, rateLimitedAttempts: 100, longestWait: HOUR };

/** For a check, which a person waits for. */
export const HASTY: Patience = { attempts: 2, rateLimitedAttempts: 5, longestWait: 20 * SECOND };

const FIRST_BACKOFF = SECOND;
const LONGEST_BACKOFF = 60 * SECOND;

/**
 * Decides after the `attempt`-th attempt (from 1). The server's own timing is obeyed to the letter and for all
 * requests; ours is exponential with full jitter. `random` answers from 0 to 1.
 */
export function decide(
  { isRateLimit, retryAfter }: Pick<Trouble, 'isRateLimit' | 'retryAfter'>,
  attempt: number,
  patience: Patience,
  random: () => number,
): Verdict {
  if (retryAfter !== undefined && retryAfter > patience.longestWait) return { action: 'too long' };
  if (attempt >= (isRateLimit ? patience.rateLimitedAttempts : patience.attempts))
    return { action: 'give up' };
  const backoff = random() * Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (attempt - 1));
  return { action: 'retry', wait: retryAfter ?? backoff, everyone: isRateLimit || retryAfter !== undefined };
}
