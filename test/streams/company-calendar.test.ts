import { expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { DAY, formatInstant } from '../../src/base/instant.ts';
import { readCompanyDays, type CompanyDays } from '../../src/streams/company-calendar.ts';
import type { KnownDays } from '../../src/streams/list.ts';
import { scriptedGong, type Answer } from '../gong/scripted-gong.ts';

const NOW = Date.UTC(2026, 10, 20, 8);
const long = { from: 0, to: NOW };
const short = { from: NOW - 30 * DAY, to: NOW };

const refused: Answer = { kind: 'rejected', status: 403, text: '', error: new ConfigError('refused') };
const berlin: Answer = { kind: 'data', body: { timeZone: 'Europe/Berlin' } };
const first = Date.UTC(2024, 2);

function yearsFrom(fromDate: string): Answer {
  const years = [
    { fromDate: '2019-01-01T00:00:00Z', calls: 0 },
    { fromDate, calls: 3 },
  ];
  const body = { requestId: 'r', usersAggregateActivity: [{ userAggregateActivity: years }] };
  return { kind: 'data', body };
}

interface Read {
  readonly days: CompanyDays;
  readonly warnings: readonly string[];
  readonly attempts: readonly unknown[];
}

async function read(range: typeof long, saved: readonly KnownDays[], ...answers: Answer[]): Promise<Read> {
  const gong = scriptedGong(...answers);
  const warnings: string[] = [];
  const onWarning = (text: string): void => void warnings.push(text);
  const { signal } = new AbortController();
  const days = await readCompanyDays({ gong, range, saved, onWarning, signal });
  return { days, warnings, attempts: gong.requests.map(({ attempts }) => attempts) };
}

test('what Gong tells of the company counts, and is asked for with few attempts', async () => {
  const saved = [{ timeZone: 'Europe/Berlin' }];
  const { days, warnings, attempts } = await read(long, saved, refused, berlin, yearsFrom('2024-03-01'));
  expect(days.calendar.timeZone).toBe('Europe/Berlin');
  expect(days).toMatchObject({ earliest: first, known: { timeZone: 'Europe/Berlin', earliest: first } });
  expect(warnings).toEqual([]);
  expect(attempts).toEqual([3, 3, 3]);
});

test('a time zone that Gong does not tell is the one that it told before', async () => {
  const saved = [{}, { timeZone: 'Nowhere/At All' }, { timeZone: 'US/Pacific' }];
  const { days, warnings } = await read(short, saved, refused, refused);
  expect([days.calendar.timeZone, days.known.timeZone]).toEqual(['US/Pacific', 'US/Pacific']);
  expect(warnings).toEqual([]);
});

test('that it is another one than before is said once', async () => {
  const saved = [{ timeZone: 'Europe/Berlin' }, { timeZone: 'US/Pacific' }, { timeZone: 'US/Eastern' }];
  const { warnings } = await read(short, saved, berlin);
  expect(warnings).toEqual([expect.stringContaining('was US/Pacific and is Europe/Berlin')]);
});

test('where it never told one days end where they end last, and nothing is kept of that', async () => {
  const { days, warnings } = await read(short, [{}], refused, refused);
  expect([days.calendar.timeZone, days.known.timeZone]).toEqual(['Etc/GMT+12', undefined]);
  expect(warnings).toEqual([expect.stringContaining('up to a day later')]);
});

test('the first year is not asked for where all streams know it, nor for a short range', async () => {
  const all = await read(long, [{ earliest: first }, { earliest: first - DAY }], berlin);
  expect(all.days).toMatchObject({ earliest: first - DAY, known: { earliest: first - DAY } });
  const none = await read(short, [{}, { earliest: first }], berlin);
  expect(none.days.known.earliest).toBe(first);
  expect([...all.warnings, ...none.warnings]).toEqual([]);
});

test('it is asked for anew where one of the streams does not know it, as after a refresh', async () => {
  const saved = [{}, { earliest: first }];
  const told = await read(long, saved, berlin, yearsFrom('2020-01-01'));
  expect(told.days.earliest).toBe(Date.UTC(2020, 0));
  const untold = await read(long, saved, berlin, refused);
  expect(untold.days).toMatchObject({ earliest: first, known: { earliest: first } });
  expect(untold.warnings).toEqual([]);
});

test.each([
  ['refuses', refused],
  ['sees nothing', { kind: 'empty' } as const],
])('where Gong %s the last 400 days are read, and the log says so', async (_what, years) => {
  const { days, warnings } = await read(long, [{}], berlin, years);
  expect(days.earliest).toBe(NOW - 400 * DAY);
  expect(days.known.earliest).toBeUndefined();
  expect(warnings).toEqual([expect.stringContaining(`from ${formatInstant(NOW - 400 * DAY)} on`)]);
});
