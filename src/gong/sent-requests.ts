import { setTimeout as sleep } from 'node:timers/promises';
import { untilAborted } from '../base/abort.ts';
import { deferred } from '../base/deferred.ts';
import { MINUTE } from '../base/instant.ts';

/** When the last requests really left. */
export interface SentRequests {
  /** Settles when one more may leave. */
  waitForSlot(signal: AbortSignal): Promise<void>;
  /** Gong saw requests closer together than they left: keeps more distance from now on. */
  increaseMargin(): void;
  /** Notes a request that is about to leave. The function that it returns is to be called when it has. */
  add(): () => void;
}

/**
 * By this much requests may come closer to each other on their way to Gong: at first, and at the most. With the first,
 * and a timer that is a millisecond late, 99 % of the rate are used.
 */
const MARGIN_MS = 8;
const WIDEST_MARGIN_MS = 100;
const MARGIN_STEP_MS = 10;

/** The margin goes back one step for each such time without a complaint. */
const CALM_MS = MINUTE;

interface SentRequest {
  /** By the monotonic clock; undefined while the request is still waiting for its connection. */
  atMs: number | undefined;
  readonly left: Promise<void>;
}

/**
 * Lets at most `limit` requests leave within any `intervalMs` and some more. Gong counts arrivals: a request that had
 * to open a connection first leaves later than it started, and the next ones must not catch up with it. That is why no
 * throttle of a package does this: they count starts, and by a clock that can be set, which a throttle then waits for.
 */
export function createSentRequests(limit: number, intervalMs: number): SentRequests {
  const last: SentRequest[] = [];
  let marginMs = MARGIN_MS;
  let calmSinceMs = 0;

  const relaxMargin = (nowMs: number): void => {
    if (marginMs <= MARGIN_MS || nowMs - calmSinceMs < CALM_MS) return;
    marginMs = Math.max(MARGIN_MS, marginMs - MARGIN_STEP_MS);
    calmSinceMs = nowMs;
  };

  return {
    async waitForSlot(signal) {
      relaxMargin(performance.now());
      for (let [oldest] = last; oldest !== undefined; [oldest] = last) {
        const restMs = (oldest.atMs ?? Infinity) + intervalMs + marginMs - performance.now();
        if (restMs <= 0) last.shift();
        else if (last.length < limit) return;
        else if (oldest.atMs !== undefined) await sleep(Math.ceil(restMs), undefined, { signal });
        else await untilAborted(oldest.left, signal);
        signal.throwIfAborted();
      }
    },
    increaseMargin() {
      marginMs = Math.min(WIDEST_MARGIN_MS, marginMs + MARGIN_STEP_MS);
      calmSinceMs = performance.now();
    },
    add() {
      const { promise: left, resolve: markSent } = deferred<void>();
      const sentRequest: SentRequest = { atMs: undefined, left };
      last.push(sentRequest);
      return () => {
        sentRequest.atMs ??= performance.now();
        markSent();
      };
    },
  };
}
