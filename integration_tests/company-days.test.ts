import { expect, test } from 'vitest';
import { tryStreams } from '../src/commands/try-streams.ts';
import { readConfig } from '../src/config/config.ts';
import { parseInstant, type Instant } from '../src/base/instant.ts';
import { syncCalls } from '../test-kit/call-syncs.ts';
import { jsonFile, runCli } from '../test-kit/run-cli.ts';
import { directoryToBe } from './support/directory.ts';
import { daysAgo } from './support/sync.ts';
import {
  startStatisticsGong,
  type AskedDays,
  type StatisticsCompany,
  type StatisticsGong,
} from './support/statistics-gong.ts';

function at(text: string): Instant {
  return parseInstant(text) ?? Number.NaN;
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

test('a check asks for no day that is not over west of UTC', async () => {
  // In California it is the evening of the 25th.
  const company = { timeZone: 'US/Pacific', since: '2026-01-01', now: at('2026-11-26T02:00:00Z') };
  await using gong = await startStatisticsGong(company);
  const { config } = readConfig(gong.config, undefined);
  const { signal } = new AbortController();
  const memory = { limit: 0, used: () => 0 };
  const context = { log: quiet, signal, now: company.now, memory, longestQuietWaitMs: 0 };
  const { streams } = await tryStreams(config, context);
  const refused = streams.filter(({ refusal }) => refusal !== undefined).map(({ stream }) => stream.name);
  expect(refused.filter((name) => name.startsWith('stats'))).toEqual([]);
  const asked = gong.takeAsked().filter(({ days }) => days.startsWith('2026'));
  expect(asked.length).toBeGreaterThan(0);
});

/** One sync after the other, each with the states of the one before. */
function followed(gong: StatisticsGong, company: StatisticsCompany, streams: readonly string[]) {
  let states: readonly object[] = [];
  return async (now: string, config: object) => {
    company.now = at(now);
    const records: object[] = [];
    const finished = await syncCalls({
      sandbox: gong,
      streams,
      now: company.now,
      config: { requests_per_second: 1_000, ...config },
      states,
      onRecord: (_stream, record) => records.push(record),
    });
    states = finished.states;
    return { ...finished, records, asked: gong.takeAsked() };
  };
}

test('another stats_period is read from the start date on', async () => {
  const company = { timeZone: 'Europe/Berlin', since: '2026-01-01', now: 0 };
  await using gong = await startStatisticsGong(company);
  const sync = followed(gong, company, ['statsActivityAggregateByPeriod']);
  const start_date = '2026-08-05T00:00:00Z';
  const byPeriod = ({ asked }: Awaited<ReturnType<typeof sync>>) =>
    asked.filter(({ path }) => path.endsWith('by-period')).map(({ days }) => days);
  const weeks = await sync('2026-11-20T08:00:00Z', { start_date, stats_period: 'WEEK' });
  expect(byPeriod(weeks)).toEqual(['2026-08-03..2026-11-20 WEEK']);
  const months = await sync('2026-11-21T08:00:00Z', { start_date, stats_period: 'MONTH' });
  expect(byPeriod(months)).toEqual(['2026-08-01..2026-11-21 MONTH']);
  const later = await sync('2026-11-22T08:00:00Z', { start_date, stats_period: 'MONTH' });
  expect(byPeriod(later)).toEqual(['2026-11-01..2026-11-22 MONTH']);
});

const ZONE = ['/v2/stats/activity/aggregate', '/v2/stats/interaction'];
const YEARS = '/v2/stats/activity/aggregate-by-period';

/** The first day that day by day was asked for. */
function beginOf(asked: readonly AskedDays[]): string | undefined {
  const days = asked.filter(({ path }) => path.endsWith('day-by-day')).map(({ days: each }) => each);
  return days.toSorted()[0]?.slice(0, 10);
}

test('without a look-back no day is lost while Gong does not tell the time zone', async () => {
  const company: StatisticsCompany = { timeZone: 'Pacific/Auckland', since: '2026-01-01', now: 0 };
  await using gong = await startStatisticsGong(company);
  const sync = followed(gong, company, ['statsActivityDayByDay']);
  const config = { start_date: '2026-11-19T12:00:00Z', lookback_window_days: 0 };
  const days: (string | undefined)[] = [];
  const warnings: (readonly string[])[] = [];
  for (const [now, isTold] of [
    ['2026-11-24T13:00:00Z', true],
    ['2026-11-25T12:30:00Z', false],
    ['2026-11-26T13:00:00Z', true],
    ['2026-11-27T13:00:00Z', true],
  ] as const) {
    if (isTold) delete company.refuses;
    else company.refuses = { paths: ZONE, status: 400 };
    const { asked, warnings: given } = await sync(now, config);
    days.push(asked.find(({ path }) => path.endsWith('day-by-day'))?.days);
    warnings.push(given);
  }
  expect(days).toEqual([
    '2026-11-20..2026-11-25',
    '2026-11-25..2026-11-26',
    '2026-11-26..2026-11-27',
    '2026-11-27..2026-11-28',
  ]);
  expect(warnings.flat()).toEqual([]);
});

test('without a look-back no day is lost where the time zone is learnt late', async () => {
  const company: StatisticsCompany = { timeZone: 'Pacific/Auckland', since: '2026-01-01', now: 0 };
  company.refuses = { paths: ZONE, status: 400 };
  await using gong = await startStatisticsGong(company);
  const sync = followed(gong, company, ['statsActivityDayByDay']);
  const config = { start_date: '2026-11-19T12:00:00Z', lookback_window_days: 0 };
  const first = await sync('2026-11-24T13:00:00Z', config);
  expect(first.asked.at(-1)?.days).toBe('2026-11-19..2026-11-24');
  expect(first.warnings).toEqual([expect.stringMatching(/^Gong does not tell the company's time zone, /)]);
  delete company.refuses;
  const second = await sync('2026-11-25T13:00:00Z', config);
  // The 24th is a day that the first sync could not ask for.
  expect(second.asked.at(-1)?.days).toBe('2026-11-23..2026-11-26');
  const third = await sync('2026-11-26T13:00:00Z', config);
  expect(third.asked.at(-1)?.days).toBe('2026-11-26..2026-11-27');
  expect([...second.warnings, ...third.warnings]).toEqual([]);
});

test('the rows of coaching keep their key while Gong does not tell the time zone', async () => {
  const company: StatisticsCompany = { timeZone: 'Europe/Berlin', since: '2026-01-01', now: 0 };
  await using gong = await startStatisticsGong(company);
  const sync = followed(gong, company, ['coaching']);
  const config = { start_date: '2026-11-02T00:00:00Z' };
  const first = await sync('2026-11-24T13:00:00Z', config);
  company.refuses = { paths: ZONE, status: 400 };
  const second = await sync('2026-11-25T13:00:00Z', config);
  const from = '2026-10-31T23:00:00Z';
  expect([first.records, second.records]).toMatchObject([[{ from }], [{ from }]]);
});

test('the first year is asked for once', async () => {
  const company: StatisticsCompany = { timeZone: 'Europe/Berlin', since: '2024-03-01', now: 0 };
  await using gong = await startStatisticsGong(company);
  const sync = followed(gong, company, ['statsActivityDayByDay']);
  const config = { start_date: '1970-01-01T00:00:00Z' };
  const first = await sync('2026-11-24T13:00:00Z', config);
  expect(first.asked.filter(({ path }) => path === YEARS)).toHaveLength(1);
  expect(beginOf(first.asked)).toBe('2024-03-01');
  company.refuses = { paths: [YEARS], status: 400 };
  const second = await sync('2026-11-25T13:00:00Z', config);
  expect(second.asked.filter(({ path }) => path === YEARS)).toEqual([]);
  expect(second.asked).toHaveLength(2);
  expect(second.warnings).toEqual([]);
});

test('where the first year is not told 400 days are read, and what is older comes later', async () => {
  const company: StatisticsCompany = { timeZone: 'Europe/Berlin', since: '2024-03-01', now: 0 };
  company.refuses = { paths: [YEARS], status: 400 };
  await using gong = await startStatisticsGong(company);
  const sync = followed(gong, company, ['statsActivityDayByDay']);
  const config = { start_date: '1970-01-01T00:00:00Z' };
  const first = await sync('2026-11-24T13:00:00Z', config);
  expect(beginOf(first.asked)).toBe('2025-10-20');
  expect(first.warnings).toEqual([
    expect.stringMatching(/^Gong does not tell in which year .* from 2025-10-20T/),
  ]);
  delete company.refuses;
  const second = await sync('2026-11-25T13:00:00Z', config);
  expect(beginOf(second.asked)).toBe('2024-03-01');
  expect(second.warnings).toEqual([]);
});

test('coaching comes month by month, so that a small quota brings some of it each day', async () => {
  const company = { timeZone: 'Europe/Berlin', since: '2026-01-01', now: 0, managers: 10 };
  await using gong = await startStatisticsGong(company);
  const sync = followed(gong, company, ['coaching']);
  const config = { start_date: '2026-01-10T00:00:00Z', daily_request_limit: 45 };
  const begins: (string | undefined)[] = [];
  for (let day = 20; begins.length < 5 && !begins.includes('whole'); day += 1) {
    const { isWhole, states } = await sync(`2026-11-${day}T08:00:00Z`, config);
    begins.push(isWhole ? 'whole' : /"coverage":\[\["([^T]+)/.exec(JSON.stringify(states))?.[1]);
  }
  expect(begins).toEqual(['2026-07-31', '2026-04-30', '2026-01-31', 'whole']);
});

test('a dry run counts a month of coaching as a request a manager', async () => {
  const company = { timeZone: 'Europe/Berlin', since: '2020-01-01', now: Date.now(), managers: 10 };
  await using gong = await startStatisticsGong(company);
  const config = { ...gong.config, start_date: daysAgo(100) };
  const words = ['sync', '--config', jsonFile(config), '--to', directoryToBe(), '--streams', 'coaching'];
  const { stdout } = await runCli([...words, '--dry-run']);
  gong.takeAsked();
  const sync = followed(gong, company, ['coaching']);
  const { asked } = await sync(new Date(company.now).toISOString(), config);
  const requests = asked.filter(({ path }) => path === '/v2/coaching').length;
  expect(requests).toBeGreaterThanOrEqual(30);
  expect(stdout).toMatch(new RegExp(`^coaching .* ${requests}$`, 'm'));
});
