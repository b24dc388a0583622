import { setTimeout as sleep } from 'node:timers/promises';
import { vi } from 'vitest';
import type { GongRequest } from '../../src/gong/client.ts';
import { formatInstant, startOfSecond } from '../../src/instant.ts';
import type { Stream } from '../../src/streams/stream.ts';
import { Pace } from '../../src/sync/pace.ts';
import { prepareSync, type SyncOptions } from '../../src/sync/read.ts';
import { toOwnState } from '../../src/sync/saved-state.ts';
import { callsOf, END, type Call } from './call-world.ts';
import { collectingOutput, type Event } from './collecting-output.ts';
import { listedGong, outOfRetries, pass } from './listed-gong.ts';
import { below, randomOf } from './random.ts';
import { smallStreams } from './small-pages.ts';
import type { SyncPlan } from './sync-plan.ts';

/** Milliseconds after which a sync is taken for one that never ends. */
const FOREVER = 3_000;

export interface Outcome {
  readonly calls: readonly Call[];
  readonly given: Pick<SyncOptions, 'limits' | 'states'>;
  readonly events: readonly Event[];
  readonly asked: readonly GongRequest[];
}

/** Runs a sync of these streams, which are fed by calls. Throws if it does not end. */
export async function runEngine(plan: SyncPlan, streams: readonly Stream[] = smallStreams): Promise<Outcome> {
  const { world, workers, lookbackDays, failing, abortAt } = plan;
  const random = randomOf(world.seed + 1);
  const calls = callsOf(world);
  const ending = new AbortController();
  const wait = (): Promise<void> => pass(random, () => vi.advanceTimersByTime(plan.clockStep));
  let places = workers;
  const gong = listedGong(calls, plan.gong, random, wait, (count) => {
    if (plan.isRestless) places = 1 + below(workers, random);
    if (count === abortAt) ending.abort(new Error('the sync ends'));
    if (failing.includes(count)) throw outOfRetries();
  });
  const { output, log, events } = collectingOutput(wait);
  const given = {
    limits: { startDate: END - world.span, defaultStart: 0, lookbackDays, now: END },
    states: statesOf(plan, streams),
  };
  const pace = new SetPace(plan.pageInterval, () => places);
  const sync = prepareSync({
    ...given,
    streams,
    configured: streams.map(({ name }) => ({ name, syncMode: 'incremental' })),
    includePrivate: false,
    pace,
    validators: { ...valid },
    output,
    log,
    signal: ending.signal,
  });
  await withClock(() => endOf(sync.run(gong)));
  return { calls, given, events, asked: gong.asked };
}

const fits = (): boolean => true;
const valid = {
  users: fits,
  calls: fits,
  extensiveCalls: fits,
  scorecards: fits,
  answeredScorecards: fits,
  callTranscripts: fits,
};

/** A pace that is not measured but set. */
class SetPace extends Pace {
  readonly #pageInterval: number;
  readonly #workers: () => number;

  constructor(pageInterval: number, workers: () => number) {
    super({ requestsPerSecond: 1_000, mostWorkers: 8 });
    this.#pageInterval = pageInterval;
    this.#workers = workers;
  }

  override get needed(): number {
    return Infinity;
  }

  override get workers(): number {
    return this.#workers();
  }

  override get places(): number {
    return this.#workers();
  }

  override pageInterval(): number {
    return this.#pageInterval;
  }
}

function statesOf({ states, world }: SyncPlan, streams: readonly Stream[]): Map<string, unknown> {
  const entries = streams.flatMap(({ name, cursorField }, index): [string, unknown][] => {
    const share = states[index];
    if (share === undefined || cursorField === undefined) return [];
    const instant = startOfSecond(END - world.span * (1 - share));
    return [[name, toOwnState(cursorField, formatInstant(instant))]];
  });
  return new Map(entries);
}

/** With a clock that stands still unless it is told to go on. */
async function withClock(action: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ now: END, toFake: ['Date', 'setInterval', 'clearInterval'] });
  try {
    await action();
  } finally {
    vi.useRealTimers();
  }
}

async function endOf(run: Promise<unknown>): Promise<void> {
  const waiting = new AbortController();
  const never = sleep(FOREVER, 'never', { signal: waiting.signal }).catch(() => 'ended');
  try {
    if ((await Promise.race([run, never])) === 'never') throw new Error('the sync does not end');
  } finally {
    waiting.abort();
  }
}
