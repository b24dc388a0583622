import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, readAll, rowsOf, type Row } from './gong-client.ts';

const options = { ...free, calls: 400, days: 20, users: 30, pageSize: 20, offset: '+05:30' } as const;
// In this zone the data ends on the morning of 1 November.
const all = { fromDate: '2026-10-05', toDate: '2026-11-02' };
const [interaction, aggregate] = ['/v2/stats/interaction', '/v2/stats/activity/aggregate'];
const [byPeriod, dayByDay] = ['/v2/stats/activity/aggregate-by-period', '/v2/stats/activity/day-by-day'];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(options);
});
afterAll(() => sandbox.close());

/** The inner rows of a record with the user on each. */
function flat(rows: readonly Row[], key: string): Row[] {
  return rows.flatMap(({ [key]: inner, ...who }) => listOf(inner).map((one) => ({ ...who, ...one })));
}

function listOf(value: unknown): Row[] {
  const list: Row[] = JSON.parse(JSON.stringify(value ?? []));
  return list;
}

function idsOf(value: unknown): string[] {
  const ids: string[] = JSON.parse(JSON.stringify(value));
  return ids;
}

function hasActivity(row: Row): boolean {
  return Object.entries(row).some(
    ([name, value]) => /calls/i.test(name) && (Array.isArray(value) ? value.length > 0 : value !== 0),
  );
}

const texts = (rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

/** The sandbox goes on to the present day, a client can stop earlier: then its last period ends earlier. */
function withoutEnd(row: Row): string {
  return JSON.stringify({ ...row, toDate: null });
}

async function eachDay(path: string, key: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let day = 12; day <= 32; day += 1) {
    const [fromDate, toDate] = [day, day + 1].map((of) =>
      new Date(Date.UTC(2026, 9, of)).toISOString().slice(0, 10),
    );
    const body = { filter: { fromDate, toDate } };
    const first = await ask(sandbox, path, { body });
    const { fromDateTime, toDateTime, timeZone } = first.body;
    const records = first.status === 404 ? [] : await readAll(sandbox, path, key, { body });
    rows.push(
      ...records.map((record) => ({ ...record, fromDate: fromDateTime, toDate: toDateTime, timeZone })),
    );
  }
  return rows;
}

test('the first two, asked for day by day with what the answer says of the day, are their truth', async () => {
  const interactions = await eachDay(interaction, 'peopleInteractionStats');
  expect(texts(interactions)).toEqual([...sandbox.truth('statsInteraction')].toSorted());
  const activity = await eachDay(aggregate, 'usersAggregateActivityStats');
  expect(texts(activity)).toEqual([...sandbox.truth('statsActivityAggregate')].toSorted());
  expect(activity[0]).toMatchObject({
    fromDate: expect.stringMatching(/T00:00:00\+05:30$/),
    timeZone: 'Asia/Kolkata',
  });
});

test('the other two say the period themselves, also of periods without activity', async () => {
  const days = flat(
    await readAll(sandbox, dayByDay, 'usersDetailedActivities', { body: { filter: all } }),
    'userDailyActivityStats',
  );
  expect(days.length % 28).toBe(0);
  expect(texts(days.filter(hasActivity))).toEqual([...sandbox.truth('statsActivityDayByDay')].toSorted());
  for (const [period, fromDate] of [
    ['WEEK', '2026-10-05'],
    ['MONTH', '2026-10-01'],
    ['YEAR', '2026-01-01'],
  ] as const) {
    const body = { filter: { ...all, fromDate }, aggregationPeriod: period };
    const rows = flat(
      await readAll(sandbox, byPeriod, 'usersAggregateActivity', { body }),
      'userAggregateActivity',
    );
    const truth = [...sandbox.truth('statsActivityAggregateByPeriod', { aggregationPeriod: period })];
    expect(
      rows
        .filter(hasActivity)
        .map((row) => withoutEnd({ ...row, aggregationPeriod: period }))
        .toSorted(),
    ).toEqual(truth.map((text) => withoutEnd(parseRow(text))).toSorted());
  }
});

test('periods are cut where the days begin and end', async () => {
  const body = { filter: { fromDate: '2026-10-14', toDate: '2026-10-27' }, aggregationPeriod: 'WEEK' };
  const [first] = await readAll(sandbox, byPeriod, 'usersAggregateActivity', { body });
  const dates = listOf(first?.['userAggregateActivity']).map(({ fromDate, toDate }) =>
    [fromDate, toDate].map((date) => String(date).slice(5, 10)),
  );
  expect(dates).toEqual([
    ['10-14', '10-19'],
    ['10-19', '10-26'],
    ['10-26', '10-27'],
  ]);
});

test('what was done twice on a day counts once, on two days twice', async () => {
  const days = [...sandbox.truth('statsActivityDayByDay')].map((text) => parseRow(text));
  const body = { filter: { ...all, fromDate: '2026-10-01' }, aggregationPeriod: 'MONTH' };
  const [month] = await readAll(sandbox, byPeriod, 'usersAggregateActivity', { body });
  const mine = days.filter(({ userId }) => userId === month?.['userId']);
  const listened = mine.reduce((sum, row) => sum + idsOf(row['ownCallsListenedTo']).length, 0);
  expect(listOf(month?.['userAggregateActivity'])[0]).toMatchObject({ ownCallsListenedTo: listened });
  const ids = days.flatMap((row) =>
    idsOf(row['othersCallsListenedTo']).map((id) => `${String(row['userId'])} ${id}`),
  );
  expect(new Set(ids).size).toBeLessThan(ids.length);
});

test('the calls that users host are those of the calls endpoint, by the day of their start', async () => {
  const hosted = [...sandbox.truth('statsActivityDayByDay')].flatMap((text) => {
    const { userId, fromDate, callsAsHost } = parseRow(text);
    return idsOf(callsAsHost).map((id) => `${String(userId)} ${String(fromDate).slice(0, 10)} ${id}`);
  });
  const calls = [...sandbox.truth('calls')].map((text) => parseRow(text));
  const started = calls.map((call) =>
    [call['primaryUserId'], String(call['started']).slice(0, 10), call['id']].join(' '),
  );
  expect(hosted.toSorted()).toEqual(started.toSorted());
});

async function countOf(filter: object): Promise<number> {
  return (await readAll(sandbox, aggregate, 'usersAggregateActivityStats', { body: { filter } })).length;
}

describe('users', () => {
  const day = { fromDate: '2026-10-20', toDate: '2026-10-21' };

  test('who did nothing are listed only by period, and only when they are named', async () => {
    const everybody = rowsOf(await ask(sandbox, '/v2/users'), 'users').map(({ id }) => String(id));
    const filter = { ...day, userIds: everybody.slice(0, 20) };
    const rows = async (path: string, key: string, more: object = {}): Promise<Row[]> =>
      readAll(sandbox, path, key, { body: { filter, ...more } });
    expect((await rows(dayByDay, 'usersDetailedActivities')).length).toBeLessThan(20);
    const named = await rows(byPeriod, 'usersAggregateActivity', { aggregationPeriod: 'DAY' });
    expect(named.map(({ userId }) => String(userId)).toSorted()).toEqual(filter.userIds.toSorted());
  });

  test('can be narrowed by their creation, which takes none away where it lies before all of them', async () => {
    const count = await countOf(day);
    expect(await countOf({ ...day, createdFromDateTime: '2020-01-01T00:00:00Z' })).toBe(count);
    const some = await countOf({ ...day, createdToDateTime: '2026-07-01T00:00:00Z' });
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(count);
  });
});

test('days without activity are a 404, in the words of each endpoint', async () => {
  const body = { filter: { fromDate: '2020-01-01', toDate: '2020-01-02' }, aggregationPeriod: 'DAY' };
  const replies = [interaction, aggregate, byPeriod, dayByDay].map((path) =>
    ask(sandbox, path ?? '', { body }),
  );
  expect((await Promise.all(replies)).map((reply) => [reply.status, reply.body.errors?.[0]])).toEqual([
    [404, 'No stats found for the specified period'],
    ...Array.from({ length: 3 }, () => [404, 'User not found']),
  ]);
});

test.each([
  ['without an end', { filter: { fromDate: '2026-10-01' }, aggregationPeriod: 'DAY' }],
  ['with an end behind today', { filter: { ...all, toDate: '2999-01-01' }, aggregationPeriod: 'DAY' }],
  ['with a time', { filter: { ...all, fromDate: '2026-10-01T00:00:00Z' }, aggregationPeriod: 'DAY' }],
  [
    'with its days in the wrong order',
    { filter: { fromDate: all.toDate, toDate: all.fromDate }, aggregationPeriod: 'DAY' },
  ],
  ['without a period', { filter: all }],
  ['with an unknown period', { filter: all, aggregationPeriod: 'HOUR' }],
])('400 for a question %s', async (_, body) => {
  expect((await ask(sandbox, byPeriod, { body })).status).toBe(400);
});

test('today is the last end that is taken, and begins at the midnight of the company', async () => {
  // Far enough from Greenwich that the company's day is always another than that of UTC at one of the two.
  for (const [offset, hours] of [
    ['+14:00', 14],
    ['-11:00', -11],
  ] as const) {
    await using far = await startSandbox({ ...options, calls: 5, offset });
    const today = new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 10);
    const tomorrow = new Date(Date.now() + (hours + 24) * 3_600_000).toISOString().slice(0, 10);
    const statusOf = async (toDate: string): Promise<number> =>
      (await ask(far, aggregate, { body: { filter: { fromDate: '2026-10-01', toDate } } })).status;
    expect([await statusOf(today), await statusOf(tomorrow)]).toEqual([200, 400]);
  }
});

test('a deleted call takes its part of the statistics along', async () => {
  await using own = await startSandbox(options);
  const body = { filter: all };
  const read = async (): Promise<string> =>
    JSON.stringify(await readAll(own, dayByDay, 'usersDetailedActivities', { body }));
  const [call] = [...own.truth('calls')].map((text) => parseRow(text));
  const id = String(call?.['id']);
  expect(await read()).toContain(id);
  own.deleteCalls([id]);
  expect(await read()).not.toContain(id);
});
