import { SECOND, type Instant } from '../base/instant.ts';

/** Enough for a number that stands still while requests go out in bursts, as Gong grants them. */
const SECONDS = 10;

/** How many requests a second go out at present, by the last whole seconds. */
export class RequestRate {
  readonly #since: Instant;
  /** By the second of the sync, the last ones alone. */
  readonly #counts = new Map<number, number>();

  /** Nothing went out before `since`. */
  constructor(since: Instant) {
    this.#since = since;
  }

  note(now: Instant): void {
    const current = this.#secondOf(now);
    this.#counts.set(current, (this.#counts.get(current) ?? 0) + 1);
    for (const second of this.#counts.keys()) if (second < current - SECONDS) this.#counts.delete(second);
  }

  perSecond(now: Instant): number {
    const current = this.#secondOf(now);
    if (current <= 0) return this.#counts.get(current) ?? 0;
    const seconds = Math.min(SECONDS, current);
    let count = 0;
    for (let second = current - seconds; second < current; second += 1)
      count += this.#counts.get(second) ?? 0;
    return count / seconds;
  }

  #secondOf(now: Instant): number {
    return Math.floor((now - this.#since) / SECOND);
  }
}
