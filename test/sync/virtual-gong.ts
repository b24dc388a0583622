import { setImmediate as turn } from 'node:timers/promises';
import type { Gong, GongRequest } from '../../src/gong/client.ts';
import { DAY, formatInstant, parseInstant, SECOND, type Instant } from '../../src/base/instant.ts';
import { isJsonObject, type JsonObject } from '../../src/base/json-object.ts';
import { PAGE_SIZE } from '../../src/streams/list.ts';
import { quiet } from '../gong/quiet-gong.ts';
import type { Answer } from '../gong/scripted-gong.ts';
import { randomOf } from './random.ts';

export interface VirtualGongOptions {
  readonly calls: number;
  readonly days: number;
  /** The moment the sync starts. */
  readonly now: Instant;
  readonly latencyMs: number;
  /** Share by which a response takes longer or shorter. */
  readonly jitter: number;
  readonly requestsPerSecond: number;
  readonly maxInFlight: number;
  readonly seed: number;
}

interface Waiter {
  readonly request: GongRequest;
  readonly answer: (answer: Answer) => void;
}

/** What a company of so many calls has beside them. */
const USERS = 120;
/** One call in so many has an answered scorecard. */
export const EVERY_ANSWERED = 5;

/**
 * A Gong whose clock is not real: a sync that takes minutes is over in a second, and takes as long on a busy machine.
 * It lets in as many requests in any second as its limit allows, and the one of the lowest priority first.
 */
export class VirtualGong implements Gong {
  readonly baseUrl = 'https://gong.test';
  readonly events = quiet.events;
  readonly budgetSpent = quiet.budgetSpent;
  readonly requestsPerDay = Infinity;
  readonly requestsLeft = Infinity;
  readonly requestsPerSecond: number;
  readonly requests: { readonly path: string; readonly atMs: number }[] = [];
  readonly calls: readonly Instant[];
  readonly #options: VirtualGongOptions;
  readonly #random: () => number;
  readonly #waiters: Waiter[] = [];
  readonly #inFlight = new Set<{ readonly sinceMs: number }>();
  readonly #timers: { readonly atMs: number; readonly run: () => void }[] = [];
  #averageMs = 0;
  #nowMs = 0;

  constructor(options: VirtualGongOptions) {
    this.#options = options;
    this.requestsPerSecond = options.requestsPerSecond;
    this.#random = randomOf(options.seed);
    this.calls = Array.from({ length: options.calls }, () => this.#workingTime()).toSorted((a, b) => a - b);
  }

  /** Milliseconds since the sync began. */
  get clockMs(): number {
    return this.#nowMs;
  }

  get concurrency(): number {
    const [oldest] = this.#inFlight;
    const latencyMs = Math.max(this.#averageMs, oldest === undefined ? 0 : this.#nowMs - oldest.sinceMs);
    const { requestsPerSecond, maxInFlight } = this.#options;
    return Math.min(maxInFlight, Math.max(1, (requestsPerSecond * latencyMs) / SECOND));
  }

  async request(request: GongRequest, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    return new Promise((answer) => {
      this.#waiters.push({ request, answer });
    });
  }

  /** Lets time pass until this settles. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { isDone: false };
    const done = work.finally(() => (state.isDone = true));
    done.catch(() => {});
    for (;;) {
      for (let turns = 0; turns < 3; turns += 1) await turn();
      if (state.isDone) return done;
      if (!this.#send()) this.#goOn();
    }
  }

  /** Sends a request if one may go now. */
  #send(): boolean {
    const { requestsPerSecond, maxInFlight, latencyMs, jitter } = this.#options;
    const third = this.requests.at(-requestsPerSecond);
    if (this.#waiters.length === 0 || this.#inFlight.size >= maxInFlight) return false;
    if (third !== undefined && this.#nowMs < third.atMs + SECOND) return false;
    const first = this.#waiters.reduce((best, each) => (priorityOf(each) < priorityOf(best) ? each : best));
    this.#waiters.splice(this.#waiters.indexOf(first), 1);
    this.requests.push({ path: first.request.path, atMs: this.#nowMs });
    const flight = { sinceMs: this.#nowMs };
    this.#inFlight.add(flight);
    const tookMs = latencyMs * (1 - jitter + 2 * jitter * this.#random());
    this.#timers.push({
      atMs: this.#nowMs + tookMs,
      run: () => {
        this.#inFlight.delete(flight);
        this.#averageMs = this.#averageMs === 0 ? tookMs : this.#averageMs * 0.8 + tookMs * 0.2;
        first.answer(this.#answerTo(first.request));
      },
    });
    return true;
  }

  /** To the next response, or to the moment when one more request may go. */
  #goOn(): void {
    const third = this.requests.at(-this.#options.requestsPerSecond);
    const isWaiting = this.#waiters.length > 0 && this.#inFlight.size < this.#options.maxInFlight;
    const slotMs = isWaiting && third !== undefined ? third.atMs + SECOND : Infinity;
    const next = this.#timers.toSorted((a, b) => a.atMs - b.atMs)[0];
    if (slotMs < (next?.atMs ?? Infinity)) {
      this.#nowMs = slotMs;
    } else if (next === undefined) {
      throw new Error('nothing is under way, and the sync waits all the same');
    } else {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#timers.splice(this.#timers.indexOf(next), 1);
      next.run();
    }
  }

  #answerTo(request: GongRequest): Answer {
    const filter = request.query ?? request.body?.['filter'];
    const { fromDateTime, toDateTime, callIds, reviewFromDate, reviewToDate }: JsonObject = isJsonObject(
      filter,
    )
      ? filter
      : {};
    if (request.path === '/v2/users') return pageOf(request, 'users', Array.from({ length: USERS }, idOf));
    if (request.path === '/v2/settings/scorecards') return pageOf(request, 'scorecards', []);
    if (request.path === '/v2/stats/activity/scorecards') {
      const [from = 0, to = Infinity] = [parseInstant(reviewFromDate), parseInstant(reviewToDate)];
      const answers = this.calls
        .map((moment, index) => ({ moment, index }))
        .filter(({ moment, index }) => index % EVERY_ANSWERED === 0 && moment >= from && moment < to)
        .map(({ moment, index }) => ({
          answeredScorecardId: String(index),
          reviewTime: formatInstant(moment),
        }));
      return pageOf(request, 'answeredScorecards', answers);
    }
    if (Array.isArray(callIds)) {
      return pageOf(
        request,
        'callTranscripts',
        callIds.map((callId: unknown) => ({ callId })),
      );
    }
    const [from = 0, to = 0] = [parseInstant(fromDateTime), parseInstant(toDateTime)];
    const first = this.#indexOf(from);
    const found = this.calls.slice(first, this.#indexOf(to)).map((started, index) => ({
      id: String(first + index),
      started: formatInstant(started),
    }));
    if (request.path === '/v2/calls') return pageOf(request, 'calls', found);
    return pageOf(
      request,
      'calls',
      found.map((metaData) => ({ metaData })),
    );
  }

  /** The first call that does not start before the moment. */
  #indexOf(moment: Instant): number {
    let [low, high] = [0, this.calls.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.calls[middle] ?? Infinity) < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** People work by day, from Monday to Friday, most of them. */
  #workingTime(): Instant {
    for (;;) {
      const moment = this.#options.now - this.#random() * this.#options.days * DAY;
      const [hour, day] = [new Date(moment).getUTCHours(), new Date(moment).getUTCDay()];
      const isWork = hour >= 8 && hour < 18 && day >= 1 && day <= 5;
      if (isWork || this.#random() < 0.05) return Math.floor(moment / SECOND) * SECOND;
    }
  }
}

function idOf(_value: unknown, index: number): JsonObject {
  return { id: String(index) };
}

function pageOf({ query, body }: GongRequest, key: string, items: readonly JsonObject[]): Answer {
  const cursor = Number(query?.['cursor'] ?? body?.['cursor'] ?? 0);
  if (items.length === 0) return { kind: 'empty' };
  const end = cursor + PAGE_SIZE;
  const next = end < items.length ? { cursor: String(end) } : {};
  const records = { totalRecords: items.length, ...next };
  return { kind: 'data', body: { records, [key]: items.slice(cursor, end) } };
}

function priorityOf({ request }: Waiter): number {
  return request.priority?.() ?? -Infinity;
}
