import { HOUR, type Instant } from '../../../src/base/instant.ts';
import type { Stream } from '../../../src/streams/stream.ts';
import { END } from '../call-world.ts';
import type { Event } from '../collecting-output.ts';
import { ChangingGong, type CallInGong } from './changing-gong.ts';
import { Destination } from './destination.ts';
import { sharedStreams } from './small-lists.ts';
import { syncChanges, type Synced, type SyncOfChanges } from './sync-of-changes.ts';

/** A company whose syncs run one after the other, each with the state of the one before. */
export class Company {
  readonly gong = new ChangingGong();
  readonly destination: Destination;
  readonly #streams: readonly Stream[];
  readonly #plan: Partial<SyncOfChanges>;
  #states: ReadonlyMap<string, unknown> = new Map();
  #now: Instant = END;

  /** So many calls, users and reviews, of which one took place every four hours. */
  constructor(calls: number, plan: Partial<SyncOfChanges> = {}) {
    const { streams = sharedStreams } = plan;
    this.#plan = plan;
    this.#streams = streams;
    this.destination = new Destination(streams);
    for (let index = 0; index < calls; index += 1) {
      const id = String(index);
      const started = new Date(END - (4 * index + 1) * HOUR).toISOString();
      this.gong.calls.set(id, {
        metaData: { id, started, title: `call ${id}`, isPrivate: false },
        content: { parties: [{ name: 'Ann' }, { name: 'Bob' }] },
        transcript: [{ speakerId: '1', sentences: [{ start: 0, text: 'Hello.' }] }],
      });
      this.gong.users.set(id, { id, title: `user ${id}` });
      this.gong.reviews.set(id, { answeredScorecardId: id, reviewTime: started, answers: [{ score: 1 }] });
    }
  }

  /** The start of the next sync. */
  get now(): Instant {
    return this.#now;
  }

  get states(): ReadonlyMap<string, unknown> {
    return this.#states;
  }

  /** Changes a call in these ways. */
  change(id: string, part: Partial<CallInGong>): void {
    const call = this.gong.calls.get(id);
    if (call === undefined) throw new Error(`no call ${id}`);
    this.gong.calls.set(id, {
      ...call,
      ...part,
      metaData: { ...call.metaData, ...part.metaData },
      content: { ...call.content, ...part.content },
    });
  }

  /** Runs a sync so long after the one before, which may be another one in these points. */
  async sync(afterMs = HOUR, other: Partial<SyncOfChanges> = {}): Promise<Synced> {
    if (this.#states.size > 0) this.#now += afterMs;
    const { gong } = this;
    const plan = {
      gong,
      streams: this.#streams,
      now: this.#now,
      states: this.#states,
      ...this.#plan,
      ...other,
    };
    const synced = await syncChanges(plan);
    for (const event of synced.events) this.destination.take(event);
    this.#states = synced.states;
    return synced;
  }

  /** Ids of the items of which the destination has rows. */
  ids(name: string): string[] {
    const stream = this.#streams.find((each) => each.name === name);
    return stream === undefined ? [] : [...this.destination.rowsOf(stream).keys()];
  }
}

/** How many records of each stream went out. */
export function recordsOf({ events }: Pick<Synced, 'events'>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind, stream } of events) if (kind === 'record') counts[stream] = (counts[stream] ?? 0) + 1;
  return counts;
}

/** The records of a stream that went out. */
export function sent({ events }: { readonly events: readonly Event[] }, name: string): object[] {
  return events.flatMap((event) => (event.kind === 'record' && event.stream === name ? [event.record] : []));
}
