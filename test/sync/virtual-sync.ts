import { EventEmitter } from 'node:events';
import type { RecordName } from '../../src/generated/records.ts';
import { DAY } from '../../src/instant.ts';
import { streams } from '../../src/streams/index.ts';
import type { SyncEvents } from '../../src/sync/events.ts';
import { sync } from '../../src/sync/sync.ts';
import { END } from './call-world.ts';
import { collectingOutput } from './collecting-output.ts';
import { EVERY_ANSWERED, VirtualGong, type VirtualGongOptions } from './virtual-gong.ts';

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
}

const fits = (): boolean => true;

/** A first sync of these streams at Gong's limit, in a time that is not real. */
export async function virtualSync(
  names: readonly RecordName[],
  options: Pick<VirtualGongOptions, 'calls' | 'latencyMs' | 'seed'> & Partial<VirtualGongOptions>,
): Promise<VirtualRun> {
  const gong = new VirtualGong({
    days: 300,
    now: END,
    jitter: 0.2,
    requestsPerSecond: 3,
    maxInFlight: 10,
    ...options,
  });
  const sinceState = new Map<string, number>();
  let [secondsWithoutState, firstRecentSeconds, records] = [0, Infinity, 0];
  const { output, log } = collectingOutput(async () => {});
  const work = sync({
    gong,
    streams,
    configured: names.map((name) => ({ name, syncMode: 'incremental' })),
    states: new Map(),
    limits: { startDate: END - 300 * DAY, defaultStart: 0, lookbackDays: 7, now: END },
    includePrivate: false,
    validators: {
      users: fits,
      calls: fits,
      extensiveCalls: fits,
      scorecards: fits,
      answeredScorecards: fits,
      callTranscripts: fits,
    },
    output: {
      ...output,
      message(message) {
        if (message.type !== 'STATE') return;
        const { name } = message.state.stream.stream_descriptor;
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
    signal: new AbortController().signal,
  });
  await gong.run(work);
  const pages = Math.ceil(options.calls / 100);
  const others = 3 + Math.ceil(options.calls / EVERY_ANSWERED / 100);
  const least = (names.includes('callTranscripts') ? 2 : 1) * pages + (names.includes('users') ? others : 0);
  return {
    requests: gong.requests.length,
    least,
    seconds: gong.clockMs / 1_000,
    secondsWithoutState,
    firstRecentSeconds,
    records,
  };
}

/** Of a call or a transcript. */
function startOf(record: object): string {
  return /"started":"([^"]*)"/.exec(JSON.stringify(record))?.[1] ?? '';
}
