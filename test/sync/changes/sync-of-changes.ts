import { EventEmitter } from 'node:events';
import { DAY, MINUTE, type Instant } from '../../../src/base/instant.ts';
import type { Gong } from '../../../src/gong/client.ts';
import type { Output } from '../../../src/protocol/output.ts';
import type { Stream } from '../../../src/streams/stream.ts';
import type { SyncEvents } from '../../../src/sync/events.ts';
import { sync } from '../../../src/sync/sync.ts';
import { acceptAll } from '../accept-all.ts';
import { collectingOutput, type Event } from '../collecting-output.ts';
import { ChangingGong } from './changing-gong.ts';

/** What of the config goes into the records in all of these syncs. */
export const SHAPE = 'shape';

export const LOOKBACK_DAYS = 7;

export interface SyncOfChanges {
  readonly gong: Gong;
  readonly streams: readonly Stream[];
  /** The start of the sync. */
  readonly now: Instant;
  readonly states?: ReadonlyMap<string, unknown>;
  readonly emitDeletes?: boolean;
  readonly includePrivate?: boolean;
  readonly lookbackDays?: number;
  readonly shape?: string;
  /** By how much the clock goes on each time that somebody looks at it. With a minute a state goes out whenever one may. */
  readonly clockStepMs?: number;
  /** The number of the line behind which the sync is told to end. */
  readonly endsAt?: number;
  /** The number of the state that cannot be written. */
  readonly failsAtState?: number;
}

export interface Synced {
  readonly events: readonly Event[];
  readonly warnings: readonly string[];
  /** The streams that failed. */
  readonly failed: readonly string[];
  /** The last states, as the next sync is given them. */
  readonly states: ReadonlyMap<string, unknown>;
}

/** Runs a sync of these streams. */
export async function syncChanges(plan: SyncOfChanges): Promise<Synced> {
  const { gong, streams, now, states = new Map(), emitDeletes = true, endsAt = Infinity } = plan;
  const { lookbackDays = LOOKBACK_DAYS, shape = SHAPE, clockStepMs = MINUTE, includePrivate = false } = plan;
  const ending = new AbortController();
  const { output, log, events, warnings } = collectingOutput(async () => {
    if (events.length >= endsAt) ending.abort(new Error('the sync is told to end'));
  });
  const emitter = new EventEmitter<SyncEvents>();
  emitter.on('warning', ({ text }) => warnings.push(text));
  if (gong instanceof ChangingGong) gong.events = emitter;
  let clockMs = 0;
  const { failsAtState } = plan;
  const failed = await sync({
    gong,
    streams,
    configured: streams.map(({ name }) => ({ name, syncMode: 'incremental', takesDeletions: true })),
    states,
    limits: { startDate: now - 30 * DAY, defaultStart: 0, lookbackDays, now },
    includePrivate,
    shape,
    emitDeletes,
    validators: acceptAll,
    output: failsAtState === undefined ? output : withUnwritableState(output, failsAtState),
    events: emitter,
    log,
    clock: () => (clockMs += clockStepMs),
    signal: ending.signal,
  });
  return { events, warnings, failed, states: statesAfter(events, states) };
}

/** One state of this number has no JSON, as a text that is too long has none. */
function withUnwritableState(output: Output, number: number): Output {
  let states = 0;
  return {
    ...output,
    message(message) {
      if (message.type === 'STATE' && (states += 1) === number) throw new RangeError('Invalid string length');
      output.message(message);
    },
  };
}

/** The last state of each stream, in the form in which a platform keeps it. */
export function statesAfter(
  events: readonly Event[],
  before: ReadonlyMap<string, unknown> = new Map(),
): ReadonlyMap<string, unknown> {
  const states = new Map(before);
  for (const event of events) {
    if (event.kind === 'state') states.set(event.stream, JSON.parse(JSON.stringify(event.state)));
  }
  return states;
}
