import type { Instant } from '../base/instant.ts';
import type { SyncEmitter } from '../sync/events.ts';
import { FollowedStream, type StreamProgress } from './followed-stream.ts';
import { RequestRate } from './request-rate.ts';

/** A stream that is read, and what is asked for its sake, such as `GET /v2/users`. */
export interface StreamChoice {
  readonly name: string;
  /** The first one is its own; others are so unless a stream before it has them. */
  readonly endpoints: readonly string[];
}

export interface SyncProgressOptions {
  readonly events: SyncEmitter;
  readonly streams: readonly StreamChoice[];
  /** As the config allows them. */
  readonly requestsPerSecond: number;
  readonly dailyRequestLimit: number;
  readonly clock: () => Instant;
}

/** A wait of the whole sync, or of one request of it. */
export interface Wait {
  readonly until: Instant;
  /** Ends the sentence "It waits until then, …". */
  readonly reason: string;
}

/** How far a sync is. */
export interface Progress {
  readonly now: Instant;
  readonly streams: readonly StreamProgress[];
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly allowedPerSecond: number;
  /** Of the day's quota, the share that this sync has taken. */
  readonly quotaShare: number;
  readonly elapsedMs: number;
  /** Undefined while it cannot be estimated. */
  readonly leftMs: number | undefined;
  readonly wait: Wait | undefined;
}

/** A shorter wait for another attempt is over before it is read, and other requests go on meanwhile. */
const LONG_RETRY_MS = 5_000;

/** Counts what happens in a sync. */
export class SyncProgress {
  readonly #options: SyncProgressOptions;
  readonly #streams: Map<string, FollowedStream>;
  readonly #rate: RequestRate;
  readonly #start: Instant;
  #requests = 0;
  #pausedUntil: Instant = -Infinity;
  /** Of all pauses, with what is still to come of the last one. */
  #pausedMs = 0;
  #retry: Wait | undefined;

  constructor(options: SyncProgressOptions) {
    const { streams, clock } = options;
    this.#options = options;
    this.#start = clock();
    this.#rate = new RequestRate(this.#start);
    this.#streams = new Map(streams.map(({ name }) => [name, new FollowedStream(name)]));
    this.#followRequests();
    this.#followStreams();
  }

  /** How far the sync is at this moment. */
  get current(): Progress {
    const { requestsPerSecond, dailyRequestLimit, clock } = this.#options;
    const now = clock();
    return {
      now,
      streams: [...this.#streams.values()],
      requests: this.#requests,
      requestsPerSecond: this.#rate.perSecond(now),
      allowedPerSecond: requestsPerSecond,
      quotaShare: this.#requests / dailyRequestLimit,
      elapsedMs: Math.max(0, now - this.#start),
      leftMs: this.#leftMs(now),
      wait: this.#wait(now),
    };
  }

  #followRequests(): void {
    const { events, streams, clock } = this.#options;
    const owners = ownersOf(streams);
    events.on('request', ({ endpoint }) => {
      this.#requests += 1;
      this.#rate.note(clock());
      const owner = owners.get(endpoint);
      if (owner !== undefined) this.#stream(owner).requests += 1;
    });
    events.on('wait', ({ until }) => {
      this.#pausedMs += Math.max(0, until - Math.max(clock(), this.#pausedUntil));
      this.#pausedUntil = Math.max(this.#pausedUntil, until);
    });
    events.on('retry', ({ endpoint, until }) => {
      if (until - clock() < LONG_RETRY_MS || until < (this.#retry?.until ?? 0)) return;
      this.#retry = { until, reason: `then tries ${endpoint} again` };
    });
  }

  #followStreams(): void {
    const { events } = this.#options;
    events.on('estimate', ({ stream, records }) => {
      this.#stream(stream).expected = records;
    });
    events.on('records', ({ stream, count, newest }) => this.#stream(stream).add(count, newest));
    events.on('privateLeftOut', ({ stream, count }) => {
      this.#stream(stream).privateLeftOut += count;
    });
    events.on('filteredOut', ({ stream, count }) => {
      this.#stream(stream).filteredOut += count;
    });
    events.on('notYetThere', ({ stream, count }) => {
      this.#stream(stream).notYetThere += count;
    });
    events.on('drift', ({ stream, text }) => {
      this.#stream(stream).drift.push(text);
    });
    events.on('streamEnded', ({ stream, status }) => {
      this.#stream(stream).ended = status;
    });
  }

  #stream(name: string): FollowedStream {
    const stream = this.#streams.get(name) ?? new FollowedStream(name);
    this.#streams.set(name, stream);
    return stream;
  }

  /** By the records that came in the time that was no pause: streams come side by side, and each page is a request. */
  #leftMs(now: Instant): number | undefined {
    let [came, left] = [0, 0];
    for (const { records, recordsLeft } of this.#streams.values()) {
      if (recordsLeft === undefined) return undefined;
      came += records;
      left += recordsLeft;
    }
    if (came === 0) return undefined;
    const pauseLeftMs = Math.max(0, this.#pausedUntil - now);
    const activeMs = now - this.#start - (this.#pausedMs - pauseLeftMs);
    return (left * activeMs) / came + pauseLeftMs;
  }

  #wait(now: Instant): Wait | undefined {
    if (this.#pausedUntil > now) return { until: this.#pausedUntil, reason: 'as Gong asked' };
    return this.#retry !== undefined && this.#retry.until > now ? this.#retry : undefined;
  }
}

/** By endpoint, the stream for whose sake it is asked. */
function ownersOf(streams: readonly StreamChoice[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const most = Math.max(0, ...streams.map(({ endpoints }) => endpoints.length));
  for (let place = 0; place < most; place += 1) {
    for (const { name, endpoints } of streams) {
      const endpoint = endpoints[place];
      if (endpoint !== undefined && !owners.has(endpoint)) owners.set(endpoint, name);
    }
  }
  return owners;
}
