import { DAY, formatInstant, HOUR, type Instant } from '../../src/base/instant.ts';
import { startSandbox, type Sandbox } from '../../sandbox/src/index.ts';
import { connect } from '../../test-kit/connection.ts';
import type { RowEvent } from '../../test-kit/destination.ts';
import { SyncSeries } from '../../test-kit/sync-series.ts';
import { truthTexts } from '../../test-kit/truth-texts.ts';
import { companyOptions, END } from '../../test-kit/week-company.ts';
import { below, randomOf } from '../../test/sync/random.ts';
import type { Scenario, Stage } from './scenarios.ts';

const STREAMS = [
  'calls',
  'extensiveCalls',
  'callTranscripts',
  'callParticipants',
  'answeredScorecards',
  'users',
  'scorecards',
];
const HISTORY_DAYS = 8;
const DAYS = 4;

export interface WorldResult {
  readonly what: string;
  readonly deletions: number;
  /** Those of rows that Gong still held, in words. */
  readonly wrong: readonly string[];
}

/** A few syncs of a small company, while something makes calls seem to be gone. */
export async function runWorld(scenario: Scenario, seed: number, dist: string): Promise<WorldResult> {
  const random = randomOf(seed);
  const { days = DAYS } = scenario;
  const callsPerDay = scenario.leastCallsPerDay + below(30, random);
  const options = companyOptions(
    { seed, callsPerDay, historyDays: HISTORY_DAYS, days },
    { ...scenario.happenings, workers: 0 },
  );
  // The same company with nothing in the way: it says what there is.
  await using witness = await startSandbox(options);
  let gong: Sandbox = await startSandbox(options);
  try {
    const { port } = new URL(gong.url);
    const begin = END - days * DAY;
    let now = begin;
    const stage: Stage = {
      random,
      setSight: (sight) => gong.setSight(sight),
      addFaults: (faults) => gong.addFaults(faults),
      replaceBy: async (others) => {
        await gong.close();
        gong = await startSandbox({ ...options, ...others, port: Number(port), clock: formatInstant(now) });
      },
    };
    const deleted: RowEvent[] = [];
    const connection = connect({
      dist,
      sandbox: gong,
      streams: STREAMS,
      // What is deleted does not depend on the pace, and most of a world's time would be waits.
      config: { start_date: formatInstant(begin - HISTORY_DAYS * DAY), requests_per_second: 100 },
    });
    const series = new SyncSeries({
      sandbox: { resetRequests: () => {}, requests: [] },
      connection,
      hasDestination: true,
      onRow: (event) => {
        if (event.isDeletion) deleted.push(event);
      },
    });
    const wrong: string[] = [];
    let deletions = 0;
    for (const [index, hours] of gapsOf(days, random).entries()) {
      now += hours * HOUR;
      gong.setClock(formatInstant(now));
      await scenario.prepare(stage, index);
      await series.sync(now);
      deletions += deleted.length;
      wrong.push(...wrongOf(deleted.splice(0), witness, series, now));
    }
    return { what: scenario.what, deletions, wrong };
  } finally {
    await gong.close();
  }
}

/** Hours from sync to sync, about three a day: every third time long enough for the whole look-back to be due. */
function gapsOf(days: number, random: () => number): number[] {
  return [
    0,
    ...Array.from({ length: 3 * days - 1 }, (_, index) =>
      index % 3 === 2 ? 10 + below(14, random) : 1 + below(7, random),
    ),
  ];
}

function wrongOf(deleted: readonly RowEvent[], witness: Sandbox, series: SyncSeries, now: Instant): string[] {
  if (deleted.length === 0) return [];
  witness.setClock(formatInstant(now));
  const keys = new Map(
    [...series.tables.values()].map(({ shape }) => [shape.stream, truthTexts(witness, shape)]),
  );
  return deleted
    .filter(({ stream, key }) => keys.get(stream)?.has(key) === true)
    .map(({ stream, key }) => `${stream} ${key} at ${formatInstant(now)}`);
}
