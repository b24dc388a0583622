import { DAY, HOUR, type Instant } from '../../src/base/instant.ts';
import { isJsonObject } from '../../src/base/json-object.ts';
import { runClockedSync } from '../../test-kit/clocked-sync.ts';
import { startSandbox } from '../../sandbox/src/index.ts';
import { connect, type Connection } from '../../test-kit/connection.ts';
import { jsonFile } from '../../test-kit/run-cli.ts';
import { companyOptions, END, lifelike } from '../../test-kit/week-company.ts';
import { runWeek } from '../../test-kit/week-syncs.ts';
import { atMost, count, megabytes, seconds, times, type Row } from '../part.ts';
import type { WeeksOptions } from './options.ts';
import { CALL_STREAMS } from './streams.ts';

const LOOKBACK_DAYS = 7;

/** What a config without a start date reads. */
const FIRST_SYNC_DAYS = 90;
const MOST_TIMES = 1.1;

/** What the maps are called in a state. */
const MAPS = 'seen';

/** A way to read an unchanged Gong. */
interface Contender {
  readonly connection: Connection;
  readonly states: readonly unknown[];
}

interface Taken {
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
  readonly records: number;
}

/** Processor time and memory of syncs that remember what they have sent, against such that do not. */
export async function cost(options: WeeksOptions): Promise<Row[]> {
  return [
    ...(await costOfFirstSync(options, FIRST_SYNC_DAYS)),
    ...(await costOfFirstSync(options, LOOKBACK_DAYS)),
    ...(await costOfUnchanged(options)),
  ];
}

/** Of a first sync of so many days, of which the last ones are remembered. Without a look-back none is. */
async function costOfFirstSync(
  { seed, isQuick, dist, callsPerDay = isQuick ? 100 : 300, streams = CALL_STREAMS }: WeeksOptions,
  historyDays: number,
): Promise<Row[]> {
  const company = { seed, callsPerDay, historyDays, days: 0 };
  await using sandbox = await startSandbox(companyOptions(company, lifelike));
  const contenders = [LOOKBACK_DAYS, 0].map((lookbackDays): Contender => {
    const start = new Date(END - historyDays * DAY).toISOString();
    const config = { start_date: start, lookback_window_days: lookbackDays, emit_deletes: false };
    return { connection: connect({ dist, sandbox, streams, config }), states: [] };
  });
  const [own, other] = contenders;
  if (own === undefined || other === undefined) return [];
  const what = `a first sync of ${historyDays} days, to one without a look-back`;
  return await compare(what, [own, other], END, isQuick ? 3 : 5);
}

/** Of an unchanged Gong: with what the state remembers, without it, and by an earlier build. */
async function costOfUnchanged(options: WeeksOptions): Promise<Row[]> {
  const { seed, isQuick, dist, oldDist } = options;
  await using week = await runWeek({
    seed,
    callsPerDay: options.callsPerDay ?? (isQuick ? 200 : 1000),
    historyDays: 9,
    days: 1 / 24,
    happenings: lifelike,
    streams: options.streams ?? CALL_STREAMS,
    lookbackDays: LOOKBACK_DAYS,
    killShare: 0,
    hasDestination: false,
    settlingHours: [6, 25, 26],
    dist,
  });
  const { series, sandbox, connection, begin } = week;
  const config = {
    start_date: new Date(begin - 9 * DAY).toISOString(),
    lookback_window_days: LOOKBACK_DAYS,
  };
  const streams = options.streams ?? CALL_STREAMS;
  const contenders: Record<string, Contender> = {
    'the same without what was seen': { connection, states: withoutMaps(series.states) },
    ...(oldDist === undefined
      ? {}
      : {
          'the earlier build': {
            connection: connect({ dist: oldDist, sandbox, streams, config }),
            states: series.states,
          },
        }),
  };
  const own = { connection, states: series.states };
  const hasMaps = JSON.stringify(series.states).includes(`"${MAPS}"`);
  const last = week.settling.at(-1)?.now ?? week.end;
  const rows: Row[] = [
    { what: `states hold what was seen`, goal: 'yes', figure: hasMaps ? 'yes' : 'no', reached: hasMaps },
  ];
  for (const [when, now] of [
    ['an hour later', last + HOUR],
    ['a day later, all of the look-back', last + DAY],
  ] as const) {
    for (const [name, other] of Object.entries(contenders)) {
      rows.push(...(await compare(`${when}, to ${name}`, [own, other], now, isQuick ? 5 : 9)));
    }
  }
  return rows;
}

async function compare(
  what: string,
  [own, other]: readonly [Contender, Contender],
  now: Instant,
  rounds: number,
): Promise<Row[]> {
  const taken: { readonly own: Taken; readonly other: Taken }[] = [];
  // One for the sandbox's cache, and then in turns.
  await read(own, now);
  for (let round = 0; round < rounds; round += 1) {
    taken.push({ own: await read(own, now), other: await read(other, now) });
  }
  const middleOf = (take: (one: Taken) => number): readonly [number, number] => [
    middle(taken.map((round) => take(round.own))),
    middle(taken.map((round) => take(round.other))),
  ];
  const [time, otherTime] = middleOf(({ processorSeconds }) => processorSeconds);
  const [memory, otherMemory] = middleOf(({ peakMegabytes }) => peakMegabytes);
  const [records, otherRecords] = middleOf((one) => one.records);
  return [
    {
      what: `${what}: records, time, memory`,
      goal: '',
      figure: `${count(records)} to ${count(otherRecords)}, ${seconds(time)} to ${seconds(otherTime)}, ${megabytes(memory)} to ${megabytes(otherMemory)}`,
    },
    atMost(`${what}: processor time`, MOST_TIMES, time / otherTime, times),
    atMost(`${what}: memory`, MOST_TIMES, memory / otherMemory, times),
  ];
}

async function read({ connection, states }: Contender, now: Instant): Promise<Taken> {
  let records = 0;
  const { usage, stderr } = await runClockedSync({
    dist: connection.dist,
    now,
    words: [...connection.words, '--state', jsonFile(states)],
    onLine: (line) => {
      if (line.startsWith('{"type":"RECORD"')) records += 1;
    },
  });
  if (usage === undefined) throw new Error(`the read has ended without saying what it took: ${stderr}`);
  return { ...usage, records };
}

function withoutMaps(states: readonly unknown[]): unknown[] {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((each) => strip(each));
    if (!isJsonObject(value)) return value;
    const kept = Object.entries(value).filter(([name]) => name !== MAPS);
    return Object.fromEntries(kept.map(([name, inner]) => [name, strip(inner)]));
  };
  return states.map((state) => strip(state));
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
