import { HOUR } from '../../src/base/instant.ts';
import { eventful } from '../../test-kit/week-company.ts';
import { runWeek, type Week } from '../../test-kit/week-syncs.ts';
import { atMost, count, type Row } from '../part.ts';
import { delaysOf, DELETION_MS, fewestRecords, STEPS, type Delay } from './delays.ts';
import type { WeeksOptions } from './options.ts';
import { showSync } from './show-sync.ts';
import { CALL_STREAMS, COMPARED_STREAMS } from './streams.ts';

const LOOKBACK_DAYS = 7;
const MOST_RECORDS = 1.02;

/** After the time in which everything is due: an hour later, and a day later. */
const UNCHANGED_HOURS = [28, 52];
const SETTLING_HOURS = [...Array.from({ length: 27 }, (_, hour) => hour + 1), ...UNCHANGED_HOURS];

/** What comes, when, and whether anything comes that need not. */
export async function changes(options: WeeksOptions): Promise<Row[]> {
  const { seed, isQuick, isVerbose, dist } = options;
  await using week = await runWeek({
    seed,
    callsPerDay: options.callsPerDay ?? (isQuick ? 60 : 300),
    historyDays: 9,
    days: options.days ?? (isQuick ? 1 : 5),
    happenings: eventful,
    streams: options.streams ?? COMPARED_STREAMS,
    lookbackDays: LOOKBACK_DAYS,
    killShare: 0,
    hasDestination: true,
    settlingHours: SETTLING_HOURS,
    dist,
    onSync: showSync(isVerbose),
  });
  return [...recordRows(week), ...delayRows(week)];
}

function recordRows(week: Week): Row[] {
  const { hourly, settling } = week;
  const unchanged = settling.slice(-UNCHANGED_HOURS.length);
  const sent = [...hourly, ...settling.slice(0, -UNCHANGED_HOURS.length)].flatMap(({ records }) =>
    CALL_STREAMS.map((stream) => records[stream] ?? 0),
  );
  const emitted = sum(sent);
  const fewest = fewestRecords(week, LOOKBACK_DAYS);
  const [hourLater = 0, dayLater = 0] = unchanged.map(({ records }) => sum(Object.values(records)));
  return [
    atMost(
      `records of calls: ${count(emitted)} to ${count(fewest)} that were new, changed or gone`,
      MOST_RECORDS,
      emitted / fewest,
      (value) => value.toFixed(3),
    ),
    atMost('records of an unchanged Gong, an hour later', 0, hourLater, count),
    atMost('records of an unchanged Gong, a day later', 0, dayLater, count),
  ];
}

function delayRows(week: Week): Row[] {
  const delays = delaysOf(week, LOOKBACK_DAYS);
  const moments = [week.begin, ...week.hourly.map(({ now }) => now)];
  const intervalMs = Math.max(
    ...moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment)),
  );
  const changed = delays.filter(({ what }) => what !== 'a deletion');
  return [
    {
      what: `a change is seen, the middle of ${count(changed.length)}`,
      goal: `<= ${hours(intervalMs)}`,
      figure: hours(middle(changed)),
      reached: middle(changed) <= intervalMs,
    },
    ...STEPS.map(({ what, stepMs }) =>
      delayRow(`a change of ${what} is seen`, ofKind(delays, what), stepMs + intervalMs),
    ),
    delayRow('a deletion is seen', ofKind(delays, 'a deletion'), DELETION_MS),
  ];
}

function delayRow(what: string, delays: readonly Delay[], limitMs: number): Row {
  const late = delays.filter(({ isLate }) => isLate);
  const never = late.filter(({ delayMs }) => delayMs === undefined).length;
  const most = Math.max(0, ...delays.map(({ delayMs }) => delayMs ?? 0));
  for (const { event, delayMs } of late.slice(0, 3)) {
    const when = delayMs === undefined ? 'never' : `after ${hours(delayMs)}`;
    console.log(
      `  ${event.stream} ${event.callId} ${event.kind} (${event.cause}) at ${new Date(event.at).toISOString()}, ${hours(event.ageMs)} old: seen ${when}`,
    );
  }
  return {
    what: `${what}: the middle and the longest of ${count(delays.length)}`,
    goal: `<= ${hours(limitMs)}`,
    figure: `${hours(middle(delays))}, ${hours(most)}; ${late.length} late, ${never} of them never`,
    reached: late.length === 0,
  };
}

function ofKind(delays: readonly Delay[], what: Delay['what']): Delay[] {
  return delays.filter((delay) => delay.what === what);
}

function middle(delays: readonly Delay[]): number {
  const sorted = delays.map(({ delayMs }) => delayMs ?? Infinity).toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function hours(value: number): string {
  return value < 2 * HOUR ? `${Math.round(value / 60_000)} min` : `${(value / HOUR).toFixed(1)} h`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
