import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GongRequest } from '../../src/gong/client.ts';
import { formatInstant, startOfSecond } from '../../src/base/instant.ts';
import type { Stream } from '../../src/streams/stream.ts';
import type { SyncEvents } from '../../src/sync/events.ts';
import { sync } from '../../src/sync/sync.ts';
import type { SyncOptions } from '../../src/sync/sync-options.ts';
import { callsOf, END, type Call } from './call-world.ts';
import { collectingOutput, type Event } from './collecting-output.ts';
import { listedGong, outOfRetries, pass } from './listed-gong.ts';
import { randomOf } from './random.ts';
import { ownListStreams, smallStreams } from './small-pages.ts';
import type { SyncPlan } from './sync-plan.ts';
import { acceptAll } from './accept-all.ts';

/** Milliseconds after which a sync is taken for one that never ends. */
const FOREVER_MS = 20_000;

export interface Outcome {
  readonly plan: SyncPlan;
  readonly calls: readonly Call[];
  readonly given: Pick<SyncOptions, 'limits' | 'states'>;
  readonly events: readonly Event[];
  readonly asked: readonly GongRequest[];
  readonly warnings: readonly string[];
}

/** Runs a sync of streams that are fed by calls. Throws if it does not end. */
export async function runEngine(
  plan: SyncPlan,
  { streams = plan.isShared ? smallStreams : ownListStreams, states = statesOf(plan, streams) } = {},
): Promise<Outcome> {
  const { world, lookbackDays, failing, abortAt, requestsPerSecond, budget } = plan;
  const random = randomOf(world.seed + 1);
  const calls = callsOf(world);
  const ending = new AbortController();
  let now = 0;
  const wait = (): Promise<void> => pass(random, () => (now += plan.clockStepMs));
  let concurrency = plan.concurrency;
  const gong = listedGong({
    calls,
    plan: plan.gong,
    random,
    wait,
    onRequest(count) {
      if (plan.isRestless) concurrency = plan.concurrency * (0.2 + random());
      if (count === abortAt) ending.abort(new Error('the sync ends'));
      if (failing.includes(count)) throw outOfRetries();
    },
    concurrency: () => concurrency,
    requestsPerSecond,
    budget,
  });
  const { output, log, events, warnings } = collectingOutput(wait);
  const given = {
    limits: { startDate: END - world.span, defaultStart: 0, lookbackDays, now: END },
    states,
  };
  const emitter = new EventEmitter<SyncEvents>();
  emitter.on('warning', ({ text }) => warnings.push(text));
  const running = sync({
    ...given,
    gong,
    streams,
    configured: streams.map(({ name }) => ({ name, syncMode: 'incremental', takesDeletions: false })),
    includePrivate: false,
    shape: 'shape',
    emitDeletes: false,
    validators: acceptAll,
    output,
    events: emitter,
    log,
    clock: () => now,
    signal: ending.signal,
  });
  await endOf(running);
  return { plan, calls, given, events, asked: gong.asked, warnings };
}

/** States of a sync of this very list, which ended at the share of the range that the plan names. */
function statesOf({ states, world, isShared }: SyncPlan, streams: readonly Stream[]): Map<string, unknown> {
  const entries = streams.flatMap(({ name, cursorField }, index): [string, unknown][] => {
    const share = states[index];
    if (share === undefined || cursorField === undefined) return [];
    const begin = formatInstant(END - world.span);
    const end = formatInstant(startOfSecond(END - world.span * (1 - share)));
    const list = isShared ? 'extensive' : 'calls';
    return [[name, { [cursorField]: end, utc: true, list, coverage: [[begin, end, end]] }]];
  });
  return new Map(entries);
}

async function endOf(run: Promise<unknown>): Promise<void> {
  const waiting = new AbortController();
  const never = sleep(FOREVER_MS, 'never', { signal: waiting.signal }).catch(() => 'ended');
  try {
    if ((await Promise.race([run, never])) === 'never') throw new Error('the sync does not end');
  } finally {
    waiting.abort();
  }
}
