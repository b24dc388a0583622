import { MINUTE, type Instant } from '../base/instant.ts';
import type { Tokens } from './tokens.ts';

/** An access token is renewed so long before its end, or after nine tenths of its life where that comes later. */
const EARLY_MS = 5 * MINUTE;
const EARLY_SHARE = 0.1;

/** Without its lifetime a token that is about to end cannot be told from one that never lives longer. */
export function dueTimeOf({ expiresAt = Infinity }: Tokens): Instant {
  return expiresAt - EARLY_MS;
}

/** Of tokens that are used from then on. */
export function dueTimeFrom(begin: Instant, { expiresAt = Infinity }: Tokens): Instant {
  if (expiresAt === Infinity) return Infinity;
  return expiresAt - Math.min(EARLY_MS, (expiresAt - begin) * EARLY_SHARE);
}
