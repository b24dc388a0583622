import { setTimeout as sleep } from 'node:timers/promises';
import { untilAborted } from '../abort.ts';
import { deferred } from '../deferred.ts';

/** When the last requests really left. */
export interface SentRequests {
  /** Settles when one more may leave. */
  waitForSlot(signal: AbortSignal): Promise<void>;
  /** Requests were seen closer together than they left: keeps more distance from now on. */
  increaseMargin(): void;
  /** Notes a request that is about to leave. What it answers is to be called when it has. */
  add(): () => void;
}

/** Milliseconds by which requests may come closer to each other on their way to Gong: at first, and at the most. */
const MARGIN = 10;
const WIDEST_MARGIN = 100;

interface SentRequest {
  /** Milliseconds of the clock; undefined while the request is still waiting for its connection. */
  at: number | undefined;
  readonly left: Promise<void>;
}

/**
 * Lets at most `limit` requests leave within any `interval` milliseconds and some more. Gong counts arrivals: a request
 * that had to open a connection first leaves later than it started, and the next ones must not catch up with it.
 */
export function createSentRequests(limit: number, interval: number): SentRequests {
  const last: SentRequest[] = [];
  let margin = MARGIN;
  return {
    async waitForSlot(signal) {
      for (let [oldest] = last; oldest !== undefined; [oldest] = last) {
        const rest = (oldest.at ?? Infinity) + interval + margin - performance.now();
        if (rest <= 0) last.shift();
        else if (last.length < limit) return;
        else if (oldest.at !== undefined) await sleep(Math.ceil(rest), undefined, { signal });
        else await untilAborted(oldest.left, signal);
        signal.throwIfAborted();
      }
    },
    increaseMargin() {
      margin = Math.min(WIDEST_MARGIN, margin + MARGIN);
    },
    add() {
      const { promise: left, resolve: markSent } = deferred<void>();
      const sentRequest: SentRequest = { at: undefined, left };
      last.push(sentRequest);
      return () => {
        sentRequest.at ??= performance.now();
        markSent();
      };
    },
  };
}
