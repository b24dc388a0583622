import { expect, test } from 'vitest';
import { DAY, parseInstant } from '../src/base/instant.ts';
import { startSandbox } from '../sandbox/src/index.ts';
import { syncDaily } from '../test-kit/daily-syncs.ts';

const until = '2026-11-20T00:00:00Z';
const from = parseInstant(until) ?? Number.NaN;
const company = {
  calls: 12_000,
  days: 300,
  until,
  extensiveKilobytes: 6,
  requestsPerSecond: 0,
  dailyRequestLimit: 0,
} as const;

test.concurrent('a history that takes several days of quota comes newest first, with little read twice', async () => {
  await using sandbox = await startSandbox(company);
  const unbroken = await syncDaily(sandbox, { from, config: {}, mostDays: 1 });
  const config = { daily_request_limit: 60 };
  const { days, countMissing } = await syncDaily(sandbox, { from, config, mostDays: 9 });

  expect(days.length).toBeLessThanOrEqual(8);
  expect(days.at(-1)?.isWhole).toBe(true);
  expect(countMissing()).toEqual({ calls: 0, extensiveCalls: 0, callTranscripts: 0 });
  for (const { requests, newCalls } of days) {
    expect(requests).toBeLessThan(60);
    expect(Math.min(newCalls['calls'] ?? 0, newCalls['callTranscripts'] ?? 0)).toBeGreaterThan(0);
  }
  for (const [index, { newStarts }] of days.slice(1).entries()) {
    const before = Math.min(...(days[index]?.newStarts ?? []));
    expect(Math.max(...newStarts)).toBeLessThan(before);
  }
  const requests = days.reduce((sum, day) => sum + day.requests, 0);
  const [{ requests: least } = { requests: 0 }] = unbroken.days;
  expect(requests).toBeLessThanOrEqual(1.25 * least);
}, 120_000);

test.concurrent('a quota that ends the first day leaves the calls of this week', async () => {
  await using sandbox = await startSandbox(company);
  const config = { daily_request_limit: 20 };
  const { days } = await syncDaily(sandbox, { from, config, mostDays: 1 });
  expect(days[0]?.isWhole).toBe(false);
  const ofThisWeek = [...sandbox.truth('calls')].filter(
    (text) => (parseInstant(JSON.parse(text).started) ?? 0) >= from - 7 * DAY,
  ).length;
  expect(ofThisWeek).toBeGreaterThan(100);
  const brought = (days[0]?.newStarts ?? []).filter((started) => started >= from - 7 * DAY).length;
  expect(brought).toBe(ofThisWeek);
}, 60_000);
