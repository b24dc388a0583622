import { setTimeout as sleep } from 'node:timers/promises';
import { untilAborted } from '../base/abort.ts';
import { deferred } from '../base/deferred.ts';
import { TransientError } from '../base/errors.ts';
import { SECOND } from '../base/instant.ts';
import type { Emitter, GongEvents } from './events.ts';
import { createSentRequests } from './sent-requests.ts';

/** A request that was let in, until it is disposed of: then it has been answered, or has failed. */
export interface Permit extends Disposable {
  /** To be called when it is on its way. */
  readonly markSent: () => void;
}

/** The one limiter of the process: every attempt at every request enters here. */
export interface RateLimiter {
  /**
   * Settles when a request may start, the one of the lowest `priority` at that moment first. Rejects with a signal's
   * reason, or with the error that closed the limiter.
   */
  enter(signal: AbortSignal, priority: () => number): Promise<Permit>;
  /** Holds back every request for so long. `isRateLimit`: because they came too fast. */
  pause(durationMs: number, isRateLimit: boolean): void;
  /** Lets no request in any more: those that wait and all that come reject with this error. */
  close(reason: TransientError): void;
  /** Aborts when no request is let in any more, with the reason. */
  readonly ended: AbortSignal;
  /** Requests that the day's budget still allows. */
  readonly requestsLeft: number;
  /** All that it allows. */
  readonly requestsPerDay: number;
  /** What to fail with where these are too few to go on. */
  budgetSpent(): TransientError;
}

export interface RateLimiterOptions {
  readonly requestsPerSecond: number;
  readonly dailyRequestLimit: number;
  /** The most requests that are unanswered at the same time. */
  readonly maxInFlight: number;
  /** Ends all waits. */
  readonly signal: AbortSignal;
  readonly events: Emitter<GongEvents>;
}

interface Waiter {
  readonly priority: () => number;
  readonly signal: AbortSignal;
  readonly admit: (permit: Permit) => void;
  readonly refuse: (reason: unknown) => void;
}

/** Longer timers overflow. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** No limit at all, in effect. */
const FASTEST = 1_000_000;

export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { dailyRequestLimit, maxInFlight, signal, events } = options;
  const requestsPerSecond = Math.min(FASTEST, options.requestsPerSecond);
  const closing = new AbortController();
  const ended = AbortSignal.any([signal, closing.signal]);
  // A whole number of requests shares a second; a fraction such as 2.5 is spread evenly, one at a time.
  const limit = Number.isInteger(requestsPerSecond) ? requestsPerSecond : 1;
  const intervalMs = Math.min(LONGEST_TIMER, (SECOND * limit) / requestsPerSecond);
  const sentRequests = createSentRequests(limit, intervalMs);
  const warnAt = Math.ceil(dailyRequestLimit * 0.8);
  const stopAt = Math.max(1, Math.floor(dailyRequestLimit * 0.99));
  const waiters: Waiter[] = [];
  let isServing = false;
  /** By the monotonic clock, as all waits here are: a clock that is set must not make a pause longer. */
  let pausedUntilMs = 0;
  let spent = 0;
  let inFlight = 0;
  let freed = deferred<void>();

  const pauseLeftMs = (): number => pausedUntilMs - performance.now();

  const pauseToEnd = async (): Promise<void> => {
    for (let restMs = pauseLeftMs(); restMs > 0; restMs = pauseLeftMs()) {
      await sleep(Math.min(Math.ceil(restMs), LONGEST_TIMER), undefined, { signal: ended });
    }
  };

  const freePlace = async (): Promise<void> => {
    if (inFlight < maxInFlight) return;
    freed = deferred<void>();
    await untilAborted(freed.promise, ended);
    ended.throwIfAborted();
  };

  const permit = (): Permit => {
    const markSent = sentRequests.add();
    inFlight += 1;
    return {
      markSent,
      [Symbol.dispose]() {
        markSent();
        inFlight -= 1;
        freed.resolve();
      },
    };
  };

  const nextWaiter = (): Waiter | undefined => {
    for (const waiter of waiters.filter((each) => each.signal.aborted)) {
      waiters.splice(waiters.indexOf(waiter), 1);
      waiter.refuse(waiter.signal.reason);
    }
    const first = waiters.reduce<Waiter | undefined>(
      (best, each) => (best === undefined || each.priority() < best.priority() ? each : best),
      undefined,
    );
    if (first !== undefined) waiters.splice(waiters.indexOf(first), 1);
    return first;
  };

  const budgetSpent = (): TransientError =>
    new TransientError(
      `This sync has made ${spent} requests, close to the daily limit of ${dailyRequestLimit}. It stops here; what was read is kept by the last state, and the next sync goes on from there. If Gong has raised your limit, set daily_request_limit.`,
      { isGeneral: true },
    );

  const spend = (): void => {
    if (spent >= stopAt) {
      closing.abort(budgetSpent());
      ended.throwIfAborted();
    }
    spent += 1;
    if (spent === warnAt) events.emit('quota', { spent, limit: dailyRequestLimit });
  };

  /** Lets in one after another while anybody waits. Between the last look at the waiters and the end nothing is awaited. */
  const serve = async (): Promise<void> => {
    if (isServing) return;
    isServing = true;
    try {
      while (waiters.length > 0) {
        ended.throwIfAborted();
        await freePlace();
        await pauseToEnd();
        await sentRequests.waitForSlot(ended);
        ended.throwIfAborted();
        // A pause may have begun in the meantime, and every waiter may have gone.
        const waiter = pauseLeftMs() > 0 ? undefined : nextWaiter();
        if (waiter === undefined) continue;
        try {
          spend();
          waiter.admit(permit());
        } catch (error) {
          waiter.refuse(error);
        }
      }
    } catch {
      for (const waiter of waiters.splice(0)) waiter.refuse(ended.reason);
    } finally {
      isServing = false;
    }
  };

  return {
    async enter(caller, priority) {
      caller.throwIfAborted();
      return new Promise((admit, refuse) => {
        waiters.push({ priority, signal: caller, admit, refuse });
        void serve();
      });
    },
    pause(durationMs, isRateLimit) {
      if (isRateLimit) sentRequests.increaseMargin();
      const longerMs = durationMs - Math.max(0, pauseLeftMs());
      if (longerMs <= 0) return;
      pausedUntilMs = performance.now() + durationMs;
      // Several requests are told to wait for the same moment, each a little later.
      if (longerMs >= 1) events.emit('wait', { until: Date.now() + durationMs });
    },
    ended,
    get requestsLeft() {
      return stopAt - spent;
    },
    requestsPerDay: stopAt,
    budgetSpent,
    close(reason) {
      closing.abort(reason);
    },
  };
}
