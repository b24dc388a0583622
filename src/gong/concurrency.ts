import { performance } from 'node:perf_hooks';
import { SECOND } from '../base/instant.ts';

/** The weight of the newest response in the average. */
const NEWEST = 0.2;

/** Share of the time in which the event loop works; above it the processor is the limit. */
const BUSY = 0.85;

/** The load is measured over this time at least: parsing one large page is no sign of a busy process. */
const LOAD_PERIOD_MS = SECOND;

export interface ConcurrencyOptions {
  readonly requestsPerSecond: number;
  /** The user's upper bound. */
  readonly maxInFlight: number;
}

/**
 * Measures how long responses take, and derives how many requests have to be in flight for the rate limit to be used
 * to the full: as many as may start while one is under way (Little's law).
 */
export class Concurrency {
  readonly #options: ConcurrencyOptions;
  readonly #inFlight = new Set<{ readonly since: number }>();
  #averageMs = 0;
  #isBusy = false;
  #measuredAt = performance.now();
  #utilization = performance.eventLoopUtilization();

  constructor(options: ConcurrencyOptions) {
    this.#options = options;
  }

  /** Notes that a request goes out. The function that it returns is to be called when the request has ended. */
  start(): () => void {
    const request = { since: performance.now() };
    this.#inFlight.add(request);
    return () => {
      if (!this.#inFlight.delete(request)) return;
      const tookMs = performance.now() - request.since;
      this.#averageMs = this.#averageMs === 0 ? tookMs : this.#averageMs * (1 - NEWEST) + tookMs * NEWEST;
    };
  }

  /**
   * Requests to have in flight; 1 before anything is known, and no whole number as a rule. It is 1 as well while the
   * process is busy: what the processor takes counts as latency, and more pages in memory would not make it faster.
   */
  get target(): number {
    this.#measureLoad();
    if (this.#isBusy) return 1;
    const { requestsPerSecond, maxInFlight } = this.#options;
    return Math.min(maxInFlight, Math.max(1, (requestsPerSecond * this.#latencyMs) / SECOND));
  }

  /** On average, or as long as the oldest request has been under way by now. */
  get #latencyMs(): number {
    const [oldest] = this.#inFlight;
    return Math.max(this.#averageMs, oldest === undefined ? 0 : performance.now() - oldest.since);
  }

  #measureLoad(): void {
    const now = performance.now();
    if (now - this.#measuredAt < LOAD_PERIOD_MS) return;
    const current = performance.eventLoopUtilization();
    this.#isBusy = performance.eventLoopUtilization(current, this.#utilization).utilization > BUSY;
    this.#utilization = current;
    this.#measuredAt = now;
  }
}
