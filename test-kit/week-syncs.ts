import { DAY, formatInstant, HOUR, MINUTE, startOfSecond, type Instant } from '../src/base/instant.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/src/index.ts';
import { randomOf } from '../test/sync/random.ts';
import { DIST } from './clocked-sync.ts';
import { connect, type Connection } from './connection.ts';
import type { RowEvent } from './destination.ts';
import { SyncSeries, type SeenSync } from './sync-series.ts';
import { companyOptions, END, type WeekCompany } from './week-company.ts';

/** Some days of hourly syncs, and how they are looked at. */
export interface WeekPlan extends WeekCompany {
  readonly happenings: SandboxOptions;
  readonly streams: readonly string[];
  readonly lookbackDays: number;
  /** Share of the syncs that are killed. */
  readonly killShare: number;
  readonly hasDestination: boolean;
  /** The moments after the last change at which the syncs go on; by default hourly, until everything has been due once. */
  readonly settlingHours?: readonly number[];
  readonly dist?: string;
  /** Told of each sync once it has ended. */
  readonly onSync?: (sync: SeenSync) => void;
}

/** A sight of a row, and at which sync. */
export interface SeenRow extends RowEvent {
  readonly now: Instant;
}

export interface Week extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly connection: Connection;
  readonly series: SyncSeries;
  readonly begin: Instant;
  readonly end: Instant;
  readonly first: SeenSync;
  /** Of the days, one an hour. */
  readonly hourly: readonly SeenSync[];
  /** Of the time after it, when Gong does not change any more. */
  readonly settling: readonly SeenSync[];
  readonly rows: readonly SeenRow[];
}

/** Schedulers are a little early or late. */
const JITTER_MS = 5 * MINUTE;

/** A deletion is seen within 26 hours. */
const SETTLING_HOURS = Array.from({ length: 27 }, (_, hour) => hour + 1);

/** The sandbox goes on afterwards, standing at the end of the days. */
export async function runWeek(plan: WeekPlan): Promise<Week> {
  const { seed, days, historyDays, killShare, dist = DIST, onSync } = plan;
  const sandbox = await startSandbox(companyOptions(plan, plan.happenings));
  const begin = END - days * DAY;
  const connection = connect({
    dist,
    sandbox,
    streams: plan.streams,
    config: {
      start_date: formatInstant(begin - historyDays * DAY),
      lookback_window_days: plan.lookbackDays,
    },
  });
  const rows: SeenRow[] = [];
  const series = new SyncSeries({
    sandbox,
    connection,
    hasDestination: plan.hasDestination,
    onRow: (event, now) => rows.push({ ...event, now }),
  });
  const random = randomOf(seed);
  let lines = 100;
  const sync = async (now: Instant, share: number): Promise<SeenSync> => {
    const isKilled = random() < share;
    // As likely in the first ten lines as in the ten thousandth: a long sync may follow a short one, and a short one a long one.
    const cut = { afterLines: Math.ceil(lines ** random()), keepsWaiting: random() < 0.5 };
    const seen = await series.sync(now, isKilled ? cut : undefined);
    if (!seen.isCut) ({ lines } = seen);
    onSync?.(seen);
    return seen;
  };
  try {
    const first = await sync(begin, 0);
    const hourly: SeenSync[] = [];
    for (const now of hoursOf(begin, days, random)) {
      sandbox.setClock(formatInstant(now));
      hourly.push(await sync(now, killShare));
    }
    const end = hourly.at(-1)?.now ?? begin;
    const settling: SeenSync[] = [];
    for (const hours of plan.settlingHours ?? SETTLING_HOURS)
      settling.push(await sync(end + hours * HOUR, 0));
    const dispose = (): Promise<void> => sandbox.close();
    return {
      sandbox,
      connection,
      series,
      begin,
      end,
      first,
      hourly,
      settling,
      rows,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

function hoursOf(begin: Instant, days: number, random: () => number): Instant[] {
  return Array.from({ length: Math.round(days * 24) }, (_, hour) =>
    startOfSecond(begin + (hour + 1) * HOUR + (random() * 2 - 1) * JITTER_MS),
  );
}
