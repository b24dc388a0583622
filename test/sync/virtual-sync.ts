import { EventEmitter } from 'node:events';
import type { RecordName } from '../../src/generated/records.ts';
import { DAY, type Instant } from '../../src/base/instant.ts';
import { streams } from '../../src/streams/index.ts';
import type { SyncEvents } from '../../src/sync/events.ts';
import { estimateSync, type SyncEstimate } from '../../src/sync/sync-estimate.ts';
import type { SyncOptions } from '../../src/sync/sync-options.ts';
import { sync } from '../../src/sync/sync.ts';
import { END } from './call-world.ts';
import { collectingOutput } from './collecting-output.ts';
import { EVERY_ANSWERED, VirtualGong, type VirtualGongOptions } from './virtual-gong.ts';
import { acceptAll } from './accept-all.ts';

export interface VirtualRun {
  readonly requests: number;
  /** The least that everything takes, a page full of items each. */
  readonly least: number;
  readonly seconds: number;
  /** The longest time from a record to the state behind it. */
  readonly secondsWithoutState: number;
  /** Until the first call of the last week came. */
  readonly firstRecentSeconds: number;
  readonly records: number;
  /** The last one of each stream. */
  readonly states: ReadonlyMap<string, unknown>;
}

export interface VirtualPlan
  extends
    Pick<VirtualGongOptions, 'calls' | 'latencyMs' | 'seed'>,
    Partial<Omit<VirtualGongOptions, 'calls' | 'latencyMs' | 'seed'>> {
  /** What an earlier sync has left. */
  readonly states?: ReadonlyMap<string, unknown>;
  /** When the sync starts, if it is not at the end of the calls. */
  readonly at?: Instant;
}

function openGong(plan: VirtualPlan): VirtualGong {
  return new VirtualGong({
    days: 300,
    now: END,
    jitter: 0.2,
    requestsPerSecond: 3,
    maxInFlight: 10,
    ...plan,
  });
}

/** What a sync and its estimate have in common. */
function optionsOf(names: readonly RecordName[], gong: VirtualGong, { states, at = END }: VirtualPlan) {
  return {
    gong,
    streams,
    configured: names.map((name) => ({ name, syncMode: 'incremental', takesDeletions: false })),
    states: states ?? new Map<string, unknown>(),
    limits: { startDate: END - 300 * DAY, defaultStart: 0, lookbackDays: 7, now: at },
    includePrivate: false,
    shape: 'shape',
    emitDeletes: false,
    signal: new AbortController().signal,
  } as const satisfies Partial<SyncOptions>;
}

/** What would be read, and the requests that it took to know. */
export async function virtualEstimate(
  names: readonly RecordName[],
  plan: VirtualPlan,
): Promise<{ readonly estimate: SyncEstimate; readonly paths: readonly string[] }> {
  const gong = openGong(plan);
  const { log } = collectingOutput(async () => {});
  const estimate = await gong.run(estimateSync({ ...optionsOf(names, gong, plan), log }));
  return { estimate, paths: gong.requests.map(({ path }) => path) };
}

/** A sync of these streams at Gong's limit, in a time that is not real. */
export async function virtualSync(names: readonly RecordName[], plan: VirtualPlan): Promise<VirtualRun> {
  const gong = openGong(plan);
  const states = new Map(plan.states);
  const sinceState = new Map<string, number>();
  let [secondsWithoutState, firstRecentSeconds, records] = [0, Infinity, 0];
  const { output, log } = collectingOutput(async () => {});
  const work = sync({
    ...optionsOf(names, gong, plan),
    validators: acceptAll,
    output: {
      ...output,
      message(message) {
        if (message.type !== 'STATE') return;
        const { stream_descriptor, stream_state } = message.state.stream;
        const { name } = stream_descriptor;
        states.set(name, stream_state);
        const sinceMs = sinceState.get(name) ?? gong.clockMs;
        secondsWithoutState = Math.max(secondsWithoutState, (gong.clockMs - sinceMs) / 1_000);
        sinceState.delete(name);
      },
      async records(stream, page) {
        records += page.length;
        if (!sinceState.has(stream)) sinceState.set(stream, gong.clockMs);
        if (firstRecentSeconds < Infinity || !stream.includes('alls')) return;
        const recent = new Date(END - 7 * DAY).toISOString();
        if (page.some((record) => startOf(record) >= recent)) firstRecentSeconds = gong.clockMs / 1_000;
      },
    },
    events: new EventEmitter<SyncEvents>(),
    log,
    clock: () => gong.clockMs,
  });
  await gong.run(work);
  const pages = Math.ceil(plan.calls / 100);
  const others = 3 + Math.ceil(plan.calls / EVERY_ANSWERED / 100);
  const least = (names.includes('callTranscripts') ? 2 : 1) * pages + (names.includes('users') ? others : 0);
  return {
    requests: gong.requests.length,
    least,
    seconds: gong.clockMs / 1_000,
    secondsWithoutState,
    firstRecentSeconds,
    records,
    states,
  };
}

/** Of a call or a transcript. */
function startOf(record: object): string {
  return /"started":"([^"]*)"/.exec(JSON.stringify(record))?.[1] ?? '';
}
