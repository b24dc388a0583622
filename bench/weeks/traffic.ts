import { lifelike } from '../../test-kit/week-company.ts';
import { runWeek } from '../../test-kit/week-syncs.ts';
import { atMost, count, type Row } from '../part.ts';
import type { WeeksOptions } from './options.ts';
import { showSync } from './show-sync.ts';
import { CALL_STREAMS } from './streams.ts';

const LOOKBACK_DAYS = 7;

/** The most requests that a day of hourly syncs may take, by calls a day. */
const COMPANIES = [
  { callsPerDay: 50, mostRequests: 90, days: 7 },
  { callsPerDay: 300, mostRequests: 140, days: 7 },
  { callsPerDay: 1000, mostRequests: 350, days: 7 },
  { callsPerDay: 5000, mostRequests: 1700, days: 3 },
] as const;

const KILOBYTES_AT_1000 = 210;
const MOST_KILOBYTES = 500;

/** What hourly syncs of the three streams of calls cost Gong and the platform, by the size of the company. */
export async function traffic(options: WeeksOptions): Promise<Row[]> {
  const { isQuick, callsPerDay } = options;
  const companies = isQuick ? COMPANIES.slice(0, 2) : COMPANIES;
  const rows: Row[] = [];
  for (const company of companies) {
    if (callsPerDay === undefined || callsPerDay === company.callsPerDay) {
      rows.push(...(await measureCompany(company, options)));
    }
  }
  return rows;
}

async function measureCompany(
  { callsPerDay, mostRequests, days }: (typeof COMPANIES)[number],
  { seed, isQuick, isVerbose, dist, days: wantedDays }: WeeksOptions,
): Promise<Row[]> {
  await using week = await runWeek({
    seed,
    callsPerDay,
    historyDays: 9,
    days: wantedDays ?? (isQuick ? 2 : days),
    happenings: lifelike,
    streams: CALL_STREAMS,
    lookbackDays: LOOKBACK_DAYS,
    killShare: 0,
    hasDestination: false,
    settlingHours: [],
    dist,
    onSync: showSync(isVerbose),
  });
  const { hourly } = week;
  const ofDay = (day: number): number =>
    hourly.slice(day * 24, (day + 1) * 24).reduce((sum, sync) => sum + sync.requests, 0);
  const requests = Array.from({ length: Math.ceil(hourly.length / 24) }, (_, day) => ofDay(day));
  const all = requests.reduce((sum, each) => sum + each, 0);
  const aDay = all / (hourly.length / 24);
  const kilobytes = Math.max(...hourly.flatMap(({ stateBytes }) => Object.values(stateBytes))) / 1000;
  const most = callsPerDay === 1000 ? KILOBYTES_AT_1000 : MOST_KILOBYTES;
  const what = `${count(callsPerDay)} calls a day`;
  return [
    atMost(`${what}: requests a day (at most ${count(Math.max(...requests))})`, mostRequests, aDay, count),
    atMost(`${what}: the largest state of a stream`, most, kilobytes, (value) => `${value.toFixed(1)} kB`),
  ];
}
