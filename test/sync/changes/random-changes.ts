import { DAY, HOUR, MINUTE, parseInstant, SECOND, type Instant } from '../../../src/base/instant.ts';
import { objectsOf, type JsonObject } from '../../../src/base/json-object.ts';
import { below } from '../random.ts';
import type { CallInGong, ChangingGong } from './changing-gong.ts';
import { LOOKBACK_DAYS } from './sync-of-changes.ts';

/** What is older than this is left as it is, since a sync may not read it again. */
const OLDEST_MS = LOOKBACK_DAYS * DAY - HOUR;

/** With more calls missing at once, they would not be taken for deleted. */
const MOST_MISSING = 1;

/**
 * So many that two can be gone at once, and the key still seems to see as much as before: one that a destination had, and one whose
 * record it has lost together with the state behind it.
 */
const USERS = 50;

/** What people and Gong do between two syncs, as a seed has it. */
export class RandomChanges {
  readonly #gong: ChangingGong;
  readonly #random: () => number;
  readonly #deleted = new Map<string, CallInGong>();
  /** What calls and reviews were before their last change. */
  readonly #before = new Map<string, CallInGong>();
  #ids = 0;

  constructor(gong: ChangingGong, random: () => number) {
    this.#gong = gong;
    this.#random = random;
  }

  /** A company with calls of the last ten days. */
  start(now: Instant): void {
    for (let index = 0; index < USERS; index += 1) this.#addUser();
    for (let index = 0; index < 24; index += 1) this.#addCall(now - below(10 * DAY, this.#random));
    for (let index = 0; index < 16; index += 1) this.#addReview(now - below(10 * DAY, this.#random));
  }

  /** `missing`: how much has been deleted that a destination still has. */
  step(
    now: Instant,
    missing: { readonly calls: number; readonly users: number; readonly reviews: number },
  ): void {
    const random = this.#random;
    const maySpare = {
      calls: missing.calls < MOST_MISSING,
      users: missing.users === 0,
      reviews: missing.reviews === 0,
    };
    for (let left = below(8, random); left > 0; left -= 1) {
      const [id, call] = this.#anyOf(this.#gong.calls) ?? [];
      const isYoung = call !== undefined && now - startOf(call) < OLDEST_MS;
      const kind = below(14, random);
      if (kind === 0) this.#addCall(now - below(20 * HOUR, random));
      else if (kind === 1) this.#addReview(now - below(20 * HOUR, random));
      else if (kind === 2) this.#changeUser();
      else if (kind === 3) this.#changeReview(now);
      else if (kind === 4) maySpare.users &&= !this.#deleteUser();
      else if (kind === 5) maySpare.reviews &&= !this.#deleteReview(now);
      else if (kind === 6) this.#bringBack(now);
      else if (id === undefined || call === undefined || !isYoung) continue;
      else if (kind === 7 && maySpare.calls) {
        maySpare.calls = false;
        this.#deleted.set(id, call);
        this.#gong.calls.delete(id);
      } else this.#changeCall(id, call, kind, now);
    }
  }

  /** What comes and goes is there again. */
  end(): void {
    for (const [id, call] of this.#gong.calls) {
      const { transcript } = this.#before.get(id) ?? call;
      if (call.transcript === undefined && transcript !== undefined)
        this.#gong.calls.set(id, { ...call, transcript });
    }
  }

  #changeCall(id: string, call: CallInGong, kind: number, now: Instant): void {
    const random = this.#random;
    const before = this.#before.get(id);
    const { metaData, content, transcript } = call;
    const changed = (part: Partial<CallInGong>): void => {
      this.#before.set(id, call);
      this.#gong.calls.set(id, { ...call, ...part });
    };
    if (kind === 8) changed({ metaData: { ...metaData, title: this.#word() } });
    else if (kind === 9) changed({ content: { ...content, parties: this.#parties() } });
    else if (kind === 10 || transcript === undefined) changed({ transcript: this.#transcript() });
    else if (kind === 11) changed({ metaData: { ...metaData, isPrivate: metaData['isPrivate'] !== true } });
    else if (kind === 12) {
      const moved = Math.min(startOf(call) + below(6 * HOUR, random) - 3 * HOUR, now - MINUTE);
      changed({ metaData: { ...metaData, ...this.#times(Math.max(moved, now - OLDEST_MS)) } });
    } else if (before !== undefined) {
      // An edit that is undone.
      changed({ ...before, transcript: before.transcript ?? transcript });
    }
  }

  #bringBack(now: Instant): void {
    const [id, call] = this.#anyOf(this.#deleted) ?? [];
    if (id === undefined || call === undefined) return;
    this.#deleted.delete(id);
    if (now - startOf(call) < OLDEST_MS) this.#gong.calls.set(id, call);
  }

  #addCall(started: Instant): void {
    const id = this.#id();
    this.#gong.calls.set(id, {
      metaData: { id, ...this.#times(started), title: this.#word(), isPrivate: this.#random() < 0.1 },
      content: { parties: this.#parties(), content: { brief: this.#word() } },
      transcript: this.#random() < 0.6 ? this.#transcript() : undefined,
    });
  }

  #times(instant: Instant): JsonObject {
    const random = this.#random;
    const start = new Date(instant).toISOString().slice(0, 19);
    const fraction = ['', '.5', '.123', '.123456', '.1234561'][below(5, random)] ?? '';
    const scheduled = new Date(instant - below(HOUR, random)).toISOString();
    return { started: `${start}${fraction}Z`, scheduled: random() < 0.3 ? scheduled : null };
  }

  #parties(): JsonObject[] {
    return Array.from({ length: below(4, this.#random) }, () => ({ id: this.#word(), name: this.#word() }));
  }

  #transcript(): JsonObject[] {
    return Array.from({ length: 1 + below(2, this.#random) }, () => ({
      speakerId: this.#word(),
      sentences: Array.from({ length: below(3, this.#random) }, () => ({ start: 0, text: this.#word() })),
    }));
  }

  #addUser(): void {
    const id = this.#id();
    this.#gong.users.set(id, { id, title: this.#word() });
  }

  #changeUser(): void {
    const [id, user] = this.#anyOf(this.#gong.users) ?? [];
    if (id !== undefined) this.#gong.users.set(id, { ...user, title: this.#word() });
  }

  /** Returns whether it has. */
  #deleteUser(): boolean {
    const [id] = this.#anyOf(this.#gong.users) ?? [];
    if (id !== undefined && this.#gong.users.size >= USERS) return this.#gong.users.delete(id);
    this.#addUser();
    return false;
  }

  #addReview(instant: Instant): void {
    const id = this.#id();
    const reviewTime = new Date(Math.floor(instant / SECOND) * SECOND).toISOString();
    this.#gong.reviews.set(id, { answeredScorecardId: id, reviewTime, answers: this.#answers() });
  }

  #changeReview(now: Instant): void {
    const [id, review] = this.#anyOf(this.#gong.reviews) ?? [];
    if (id === undefined || !isYoungReview(review, now)) return;
    this.#gong.reviews.set(id, { ...review, answers: this.#answers() });
  }

  #deleteReview(now: Instant): boolean {
    const [id, review] = this.#anyOf(this.#gong.reviews) ?? [];
    return id !== undefined && isYoungReview(review, now) && this.#gong.reviews.delete(id);
  }

  #answers(): JsonObject[] {
    return objectsOf(this.#parties()).map(({ id }) => ({ questionId: id, score: below(5, this.#random) }));
  }

  #anyOf<Value>(all: ReadonlyMap<string, Value>): [string, Value] | undefined {
    return [...all][below(all.size, this.#random)];
  }

  #word(): string {
    return `word ${below(1_000, this.#random)}`;
  }

  #id(): string {
    this.#ids += 1;
    return String(7_000_000_000_000_000_000n + BigInt(this.#ids));
  }
}

function startOf({ metaData }: CallInGong): Instant {
  return parseInstant(metaData['started']) ?? 0;
}

function isYoungReview(review: JsonObject | undefined, now: Instant): boolean {
  return now - (parseInstant(review?.['reviewTime']) ?? 0) < OLDEST_MS;
}
