import { DAY } from '../../src/base/instant.ts';
import { judgeTables, type WrongRow } from '../../test-kit/destination-judge.ts';
import { groupBy } from '../../test-kit/group-by.ts';
import { eventful } from '../../test-kit/week-company.ts';
import { runWeek } from '../../test-kit/week-syncs.ts';
import { atMost, count, type Row } from '../part.ts';
import type { WeeksOptions } from './options.ts';
import { showSync } from './show-sync.ts';
import { COMPARED_STREAMS } from './streams.ts';

const LOOKBACK_DAYS = 7;

/** Everything happens to calls, and syncs are killed: in the end the tables have to be what Gong holds. */
export async function destination(options: WeeksOptions): Promise<Row[]> {
  const { seed, isQuick, isVerbose, killShare, dist } = options;
  await using week = await runWeek({
    seed,
    callsPerDay: options.callsPerDay ?? (isQuick ? 40 : 150),
    historyDays: 9,
    days: options.days ?? (isQuick ? 1 : 9),
    happenings: eventful,
    streams: options.streams ?? COMPARED_STREAMS,
    lookbackDays: LOOKBACK_DAYS,
    killShare,
    hasDestination: true,
    dist,
    onSync: showSync(isVerbose),
  });
  const { series, sandbox, begin, end, hourly } = week;
  const tables = [...series.tables.values()];
  const wrong = judgeTables(tables, { sandbox, begin, end, lookbackDays: LOOKBACK_DAYS });
  report(wrong);
  const rows = tables.reduce((sum, table) => sum + table.rows.size, 0);
  const killed = hourly.filter(({ isCut }) => isCut).length;
  const happened = sandbox.changes().filter(({ at }) => Date.parse(at) > begin && Date.parse(at) <= end);
  const smaller = tables.reduce((sum, table) => sum + table.smallerCursors, 0);
  const what = `${Math.round((end - begin) / DAY)} days, ${count(hourly.length)} syncs, ${killed} killed`;
  return [
    {
      what: `${what}: changes of calls and reviews, rows in the end`,
      goal: '',
      figure: `${count(happened.length)}, ${count(rows)}`,
    },
    atMost(`${what}: rows that are not as in Gong`, 0, wrong.length, count),
    atMost(`${what}: deletions with a smaller cursor than their row`, 0, smaller, count),
  ];
}

/** A few of each kind, for whoever has to find out why. */
function report(wrong: readonly WrongRow[]): void {
  const groups = groupBy(wrong, ({ stream, kind }) => `${stream}: ${kind}`);
  for (const [name, rows] of groups) {
    console.log(`  ${name} ${rows.length}, such as ${rows[0]?.key}`);
    const [first] = rows;
    if (first?.kind !== 'different') continue;
    const { is = '', should = '' } = first;
    const from = Math.max(0, is.split('').findIndex((letter, place) => letter !== should[place]) - 40);
    console.log(`    is     ${is.slice(from, from + 160)}\n    should ${should.slice(from, from + 160)}`);
  }
}
