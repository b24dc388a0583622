import { TransientError } from '../base/errors.ts';
import { MINUTE, SECOND } from '../base/instant.ts';
import { TOKEN_ENDPOINT } from './token-failure.ts';
import { TokensUnavailable } from './token-trouble.ts';

/** An early renewal that did not come about. */
export interface PutOff {
  /** Until the next one. */
  readonly waitMs: number;
  /** What went wrong; undefined where another process is at it. */
  readonly failure: string | undefined;
}

/** After one that has failed the next one is tried so much later, unless Gong asks for more. */
const AGAIN_MS = MINUTE;

/** Where another process is at it, its tokens are looked for so much later. */
const OTHERS_MS = 5 * SECOND;

/**
 * Tries to renew a token that is still good. `attempt` asks once and waits for nobody; it returns undefined where another
 * process is at it. Rejects where a later attempt would do no better.
 */
export async function tryEarly<Renewed extends object>(
  attempt: () => Promise<Renewed | undefined>,
): Promise<Renewed | PutOff> {
  try {
    return (await attempt()) ?? { waitMs: OTHERS_MS, failure: undefined };
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    const { retryAfterMs = 0 } = error instanceof TokensUnavailable ? error : {};
    return { waitMs: Math.max(AGAIN_MS, retryAfterMs), failure: error.detail ?? TOKEN_ENDPOINT };
  }
}
