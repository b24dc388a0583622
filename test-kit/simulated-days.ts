import { DAY, formatInstant, HOUR, MINUTE, startOfSecond, type Instant } from '../src/base/instant.ts';
import { startSandbox } from '../sandbox/src/index.ts';
import { randomOf } from '../test/sync/random.ts';
import { syncCalls } from './call-syncs.ts';
import { Sightings, type Sighting } from './sightings.ts';

/** The hours of some days in few words: one sync an hour, of the three streams that are made of calls. */
export interface SimulationPlan {
  readonly days: number;
  readonly callsPerDay: number;
  /** What the first sync, before the first hour, has to read. */
  readonly historyDays: number;
  readonly lookbackDays: number;
  /** Whether Gong counts calls that it does not list yet. */
  readonly countLead: boolean;
}

export interface Simulation {
  readonly firstRequests: number;
  /** Of each day. */
  readonly requests: readonly number[];
  /** The longest time between two syncs. */
  readonly intervalMs: number;
  /** Of all that happened to calls after the first sync, and that the look-back promises to show. */
  readonly sightings: readonly Sighting[];
  readonly warnings: readonly string[];
}

/** Schedulers are a little early or late. */
const JITTER_MS = 5 * MINUTE;

/** A Wednesday, so that the days hold a weekend and the Monday behind it. */
const END = Date.UTC(2026, 10, 25);

/** Half of the calls change after they were published, more than in life, so that a change that is missed is noticed. */
const EDITED_SHARE = 0.5;
const DELETED_SHARE = 0.01;

/** Runs the syncs one after the other, each with the states of the one before, against a Gong whose clock goes with them. */
export async function simulateDays(plan: SimulationPlan): Promise<Simulation> {
  const { days, callsPerDay, historyDays, countLead } = plan;
  const begin = END - days * DAY;
  await using sandbox = await startSandbox({
    seed: 7,
    days: days + historyDays,
    calls: (days + historyDays) * callsPerDay,
    until: formatInstant(END),
    clock: formatInstant(begin),
    editedShare: EDITED_SHARE,
    deletedShare: DELETED_SHARE,
    countLead,
    requestsPerSecond: 0,
    dailyRequestLimit: 0,
    extensiveKilobytes: 6,
  });
  const config = {
    start_date: formatInstant(begin - historyDays * DAY),
    lookback_window_days: plan.lookbackDays,
    // As many requests as the usual rate and latency would have under way.
    num_workers: 3,
  };
  const moments = [begin, ...hoursOf(begin, days)];
  const sightings = new Sightings(sandbox, plan.lookbackDays * DAY);
  const requests: number[] = Array.from({ length: days }, () => 0);
  const warnings: string[] = [];
  let states: readonly object[] = [];
  let firstRequests = 0;
  for (const [index, now] of moments.entries()) {
    sandbox.resetRequests();
    sandbox.setClock(formatInstant(now));
    const synced = await syncCalls({
      sandbox,
      now,
      config,
      states,
      onRecord: (stream, record) => sightings.note(stream, record, now),
    });
    if (!synced.isWhole) throw new Error(`the sync of ${formatInstant(now)} failed`);
    states = synced.states;
    warnings.push(...synced.warnings.map((text) => `${formatInstant(now)} ${text}`));
    if (index === 0) firstRequests = sandbox.requests.length;
    else {
      const day = Math.floor((index - 1) / 24);
      requests[day] = (requests[day] ?? 0) + sandbox.requests.length;
    }
  }
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
  return {
    firstRequests,
    requests,
    intervalMs: Math.max(...gaps),
    sightings: sightings.judge(moments),
    warnings,
  };
}

function hoursOf(begin: Instant, days: number): Instant[] {
  const random = randomOf(1);
  return Array.from({ length: days * 24 }, (_, hour) =>
    startOfSecond(begin + (hour + 1) * HOUR + (random() * 2 - 1) * JITTER_MS),
  );
}
