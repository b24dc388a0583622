import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../base/instant.ts';
import type { Emitter, GongEvents } from './events.ts';
import { decide, type RetryLimits } from './retry.ts';
import { TOKEN_ENDPOINT } from './token-failure.ts';
import { TokensUnavailable } from './token-trouble.ts';

export interface TokenRetryOptions {
  readonly limits: RetryLimits;
  readonly events: Emitter<GongEvents>;
}

/**
 * Asks for tokens until there are some; `isLost` says that some may have been issued, and did not arrive. Rejects with the last failure where another attempt would do no better or comes too
 * late: all requests wait for the tokens, so that all the waits together are no longer than the longest one of a request.
 */
export async function sitOutTroubles<Result>(
  ask: (isLost: boolean) => Promise<Result>,
  { limits, events }: TokenRetryOptions,
  signal: AbortSignal,
): Promise<Result> {
  const failures = { rateLimited: 0, others: 0 };
  let isLost = false;
  let leftMs = limits.longestWaitMs;
  for (;;) {
    try {
      return await ask(isLost);
    } catch (error) {
      if (!(error instanceof TokensUnavailable)) throw error;
      isLost ||= error.mayBeIssued;
      const { isRateLimit, detail = TOKEN_ENDPOINT } = error;
      const count = (failures[isRateLimit ? 'rateLimited' : 'others'] += 1);
      const verdict = decide(error, count, limits, Math.random);
      if (verdict.action !== 'retry' || verdict.waitMs > leftMs) throw error;
      const { waitMs, pauseMs } = verdict;
      leftMs -= waitMs;
      events.emit('retry', {
        endpoint: TOKEN_ENDPOINT,
        until: Date.now() + waitMs,
        waitMs,
        isRateLimit,
        isPause: pauseMs > 0,
        text: `${detail}: attempt ${failures.rateLimited + failures.others + 1} in ${(waitMs / SECOND).toFixed(1)} s`,
      });
      if (pauseMs > 0) events.emit('wait', { until: Date.now() + pauseMs });
      await sleep(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
