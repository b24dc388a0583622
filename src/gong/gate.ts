import { setTimeout as sleep } from 'node:timers/promises';
import pThrottle from 'p-throttle';
import { TransientError } from '../errors.ts';
import { SECOND, type Instant } from '../instant.ts';

/** The one limiter of the process: every attempt at every request enters here. */
export interface Gate {
  /** Settles when a request may start. Rejects with a signal's reason, or with the error that closed the gate. */
  enter(signal: AbortSignal): Promise<void>;
  /** Holds back every request until then. */
  pauseUntil(instant: Instant): void;
  /** Lets nobody in any more: everyone who waits, and whoever comes, gets this error. */
  close(reason: TransientError): void;
}

export interface GateOptions {
  readonly requestsPerSecond: number;
  readonly dailyRequestLimit: number;
  /** Ends everybody's wait. */
  readonly signal: AbortSignal;
  /** Called once for each pause, with the moment it ends. */
  readonly onPause: (until: Instant) => void;
  /** Called once, when four fifths of the day's requests are spent. */
  readonly onNearQuota: (spent: number, limit: number) => void;
}

/** Gong counts arrivals and we count starts: this much lies between the two when the network is uneven. */
const MARGIN = 1.015;

/** Longer timers overflow. */
const LONGEST_TIMER = 2 ** 31 - 1;

export function createGate({
  requestsPerSecond,
  dailyRequestLimit,
  signal,
  onPause,
  onNearQuota,
}: GateOptions): Gate {
  const closing = new AbortController();
  const ended = AbortSignal.any([signal, closing.signal]);
  // A whole number of requests shares a second; a fraction such as 2.5 is spread evenly, one at a time.
  const limit = Number.isInteger(requestsPerSecond) ? requestsPerSecond : 1;
  const turn = pThrottle({
    limit,
    interval: (MARGIN * SECOND * limit) / requestsPerSecond,
    strict: true,
    // With weights p-throttle measures again at the start itself, so a late timer cannot squeeze four into a second.
    weight: () => 1,
    signal: ended,
  })(() => {});
  const warnAt = Math.ceil(dailyRequestLimit * 0.8);
  const stopAt = Math.max(1, Math.floor(dailyRequestLimit * 0.99));
  let pausedUntil = 0;
  let spent = 0;

  const pauseToEnd = async (): Promise<void> => {
    for (let rest = pausedUntil - Date.now(); rest > 0; rest = pausedUntil - Date.now()) {
      await sleep(Math.min(rest + 1, LONGEST_TIMER), undefined, { signal: ended }).catch(() => {});
      ended.throwIfAborted();
    }
  };

  const spend = (): void => {
    if (spent >= stopAt) {
      closing.abort(
        new TransientError(
          `This sync has made ${spent} requests, close to the daily limit of ${dailyRequestLimit}. It stops here with its state saved and the next sync goes on from there. If Gong has raised your limit, set daily_request_limit.`,
        ),
      );
      ended.throwIfAborted();
    }
    spent += 1;
    if (spent === warnAt) onNearQuota(spent, dailyRequestLimit);
  };

  return {
    async enter(caller) {
      do {
        caller.throwIfAborted();
        ended.throwIfAborted();
        await pauseToEnd();
        await turn();
        // A pause may have been called while this request stood in the queue.
      } while (pausedUntil > Date.now());
      caller.throwIfAborted();
      spend();
    },
    pauseUntil(instant) {
      if (instant <= pausedUntil) return;
      pausedUntil = instant;
      onPause(instant);
    },
    close(reason) {
      closing.abort(reason);
    },
  };
}
