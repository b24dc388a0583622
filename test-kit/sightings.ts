import { DAY, HOUR, parseInstant, type Instant } from '../src/base/instant.ts';
import { isJsonObject, type JsonObject } from '../src/base/json-object.ts';
import type { Sandbox } from '../sandbox/src/index.ts';

/** A change of a call, and when a stream that shows it brought the call anew. */
export interface Sighting {
  readonly callId: string;
  readonly kind: string;
  readonly stream: string;
  readonly at: Instant;
  /** The age that the call had then. */
  readonly ageMs: number;
  /** How long a reading of a call of this age may hold. */
  readonly stepMs: number;
  /** From the change to the sync that brought it; undefined where none did. */
  readonly delayMs: number | undefined;
  /** Whether it came after the first sync at which the reading before it no longer held. */
  readonly isLate: boolean;
}

/** What is promised: a call of up to this age is read again at the first sync after so long. */
const PROMISE = [
  { toAgeMs: 3 * HOUR, stepMs: 0 },
  { toAgeMs: 2 * DAY, stepMs: 6 * HOUR },
  { toAgeMs: 7 * DAY, stepMs: DAY },
] as const;

const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  published: ['calls', 'extensiveCalls'],
  transcript: ['callTranscripts'],
  title: ['calls', 'extensiveCalls'],
  brief: ['extensiveCalls'],
};

/** Which syncs brought which calls, and whether each change was among them in time. */
export class Sightings {
  readonly #sandbox: Sandbox;
  readonly #lookbackMs: number;
  readonly #broughtAt = new Map<string, Instant[]>();
  readonly #started = new Map<string, Instant>();

  constructor(sandbox: Sandbox, lookbackMs: number) {
    this.#sandbox = sandbox;
    this.#lookbackMs = lookbackMs;
  }

  /** A sync of this moment has brought the record. */
  note(stream: string, record: JsonObject, now: Instant): void {
    const id = String(record[stream === 'callTranscripts' ? 'callId' : 'id']);
    const key = `${stream} ${id}`;
    const before = this.#broughtAt.get(key);
    if (before === undefined) this.#broughtAt.set(key, [now]);
    else before.push(now);
    const started = parseInstant(record[stream === 'extensiveCalls' ? 'startdatetime' : 'started']);
    if (started !== undefined) this.#started.set(id, started);
  }

  /** `moments` are those of all syncs, the first of which reads everything. Changes whose time is not over are left out. */
  judge(moments: readonly Instant[]): Sighting[] {
    const [first = Infinity] = moments;
    const deletedAt = new Map<string, Instant>();
    const changes = this.#sandbox.changes().map((change) => ({ ...change, instant: Date.parse(change.at) }));
    for (const { callId, kind, instant } of changes) if (kind === 'deleted') deletedAt.set(callId, instant);
    for (const text of this.#sandbox.truth('calls')) this.#noteStart(JSON.parse(text));
    return changes.flatMap(({ callId, kind, edit, instant }) => {
      const started = this.#started.get(callId);
      const shownBy = SHOWN_BY[edit ?? kind];
      if (instant <= first || shownBy === undefined || started === undefined) return [];
      const ageMs = instant - started;
      const promise = PROMISE.find(({ toAgeMs }) => ageMs <= toAgeMs);
      if (promise === undefined || ageMs > this.#lookbackMs) return [];
      const due = moments.find((moment) => moment >= instant + promise.stepMs);
      if (due === undefined || (deletedAt.get(callId) ?? Infinity) <= due) return [];
      return shownBy.map((stream) => {
        const seen = this.#broughtAt.get(`${stream} ${callId}`)?.find((moment) => moment >= instant);
        return {
          callId,
          kind,
          stream,
          at: instant,
          ageMs,
          stepMs: promise.stepMs,
          delayMs: seen === undefined ? undefined : seen - instant,
          isLate: seen === undefined || seen > due,
        };
      });
    });
  }

  #noteStart(call: unknown): void {
    const { id, started }: JsonObject = isJsonObject(call) ? call : {};
    const instant = parseInstant(started);
    if (instant !== undefined) this.#started.set(String(id), instant);
  }
}
