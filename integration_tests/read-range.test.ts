import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { askedFrom } from './support/requests.ts';
import { daysAgo, small, stateOf, sync, toUtc } from './support/sync.ts';

const sandbox = await startSandbox({ ...small, calls: 40 });
afterAll(() => sandbox.close());

const day = 86_400_000;

/** From when on a read of calls asks. */
async function askedWith(state: unknown, config: Readonly<Record<string, unknown>>): Promise<string> {
  sandbox.resetRequests();
  await sync(sandbox, { streams: ['calls'], state, config });
  return askedFrom(sandbox.requests);
}

describe('the look-back', () => {
  const saved = `${daysAgo(3).slice(0, 10)}T10:20:30Z`;
  const instant = Date.parse(saved);
  const own = [stateOf('calls', { started: saved, utc: true })];
  const start_date = toUtc(instant - 60 * day);
  test.each([
    ['is 7 days', { start_date }, toUtc(instant - 7 * day)],
    ['can be longer', { start_date, lookback_window_days: 30 }, toUtc(instant - 30 * day)],
    ['can be left out', { start_date, lookback_window_days: 0 }, saved],
    ['ends at the start date', { start_date: toUtc(instant - 2 * day) }, toUtc(instant - 2 * day)],
  ])('%s', async (_name, changes, from) => {
    expect(await askedWith(own, changes)).toBe(from);
  });
});

describe('without a start date', () => {
  const none = { start_date: undefined };

  test('the last 90 days are read, and the log says so', async () => {
    sandbox.resetRequests();
    const output = await sync(sandbox, { streams: ['calls'], config: none });
    const from = askedFrom(sandbox.requests);
    expect(Math.abs(Date.parse(from) - Date.now() + 90 * day)).toBeLessThan(10_000);
    expect(
      output.logs('INFO').filter(({ message }) => message.includes(from) && message.includes('90 days')),
    ).not.toEqual([]);
  });

  test('a state of older days is gone on from all the same', async () => {
    const old = `${daysAgo(120).slice(0, 10)}T10:20:30Z`;
    const from = toUtc(Date.parse(old) - 7 * day);
    expect(await askedWith([stateOf('calls', { started: old, utc: true })], none)).toBe(from);
  });
});
