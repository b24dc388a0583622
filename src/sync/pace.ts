import { performance } from 'node:perf_hooks';
import { SECOND } from '../instant.ts';

/** Somewhat more than the exact number, so that an answer which takes longer than usual leaves no gap. */
const RESERVE = 1.1;

/** Of the time; above it the processor is the limit, and more requests in flight would only take memory. */
const BUSY = 0.85;

/** The weight of the newest answer in the average. */
const NEWEST = 0.2;

export interface PaceOptions {
  readonly requestsPerSecond: number;
  /** The user's upper bound. */
  readonly mostWorkers: number;
}

/**
 * Measures how long answers take, and says from it how many requests have to be in flight for the rate limit to be
 * used to the full: as many as may start while one is being answered.
 */
export class Pace {
  readonly #options: PaceOptions;
  readonly #unanswered = new Set<{ readonly since: number }>();
  #average = 0;
  #isBusy = false;
  #utilization = performance.eventLoopUtilization();

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** Notes that a request has started. The function that it answers is to be called when the request has ended. */
  start(): () => void {
    const request = { since: performance.now() };
    this.#unanswered.add(request);
    return () => {
      this.#unanswered.delete(request);
      const took = performance.now() - request.since;
      this.#average = this.#average === 0 ? took : this.#average * (1 - NEWEST) + took * NEWEST;
    };
  }

  /** Looks at the processor's load since the last look. */
  look(): void {
    const now = performance.eventLoopUtilization();
    this.#isBusy = performance.eventLoopUtilization(now, this.#utilization).utilization > BUSY;
    this.#utilization = now;
  }

  /** The user's upper bound. */
  get most(): number {
    return this.#options.mostWorkers;
  }

  /** Requests in flight that use the rate limit just so, or as many as the processor can do with. */
  get needed(): number {
    return this.#isBusy ? 1 : (this.#options.requestsPerSecond * this.#latency) / SECOND;
  }

  /** Requests to have in flight. */
  get workers(): number {
    const wanted = this.#isBusy ? 1 : Math.ceil(this.needed * RESERVE);
    return Math.min(this.#options.mostWorkers, Math.max(1, wanted));
  }

  /** As many may start at once before anything is known. */
  get places(): number {
    const { requestsPerSecond, mostWorkers } = this.#options;
    return Math.min(mostWorkers, Math.max(this.workers, Math.min(3, Math.ceil(requestsPerSecond))));
  }

  /** Milliseconds from a page to the next one of the same walk while so much is under way. */
  pageInterval(underWay: number): number {
    return Math.max(this.#latency, (underWay * SECOND) / this.#options.requestsPerSecond);
  }

  /** Milliseconds that an answer takes: on average, or as long as the oldest request has been waiting by now. */
  get #latency(): number {
    const [oldest] = this.#unanswered;
    return Math.max(this.#average, oldest === undefined ? 0 : performance.now() - oldest.since);
  }
}
