import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, readAll } from './gong-client.ts';

interface Answered {
  readonly callId: string;
  readonly callStartTime: string;
  readonly scorecardId: string;
  readonly reviewedUserId: string;
  readonly reviewerUserId: string | null;
  readonly reviewMethod: string;
  readonly reviewTime: string;
  readonly answers: readonly { readonly score: number | null }[];
}

const path = '/v2/stats/activity/scorecards';
let sandbox: Sandbox;
let answered: Answered[];
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 2000, days: 60, offset: '+05:30', numericIds: false });
  answered = [...sandbox.truth('answeredScorecards')].map((text) => parseAnswered(text));
});
afterAll(() => sandbox.close());

const read = async (filter: object): Promise<unknown[]> =>
  readAll(sandbox, path, 'answeredScorecards', { body: { filter } });

test('about 15 % of the calls are reviewed, a third of them by the AI, without a reviewer', () => {
  expect(answered.length / 2000).toBeCloseTo(0.15, 1);
  const automatic = answered.filter(({ reviewMethod }) => reviewMethod === 'AUTOMATIC');
  expect(automatic.length / answered.length).toBeCloseTo(1 / 3, 1);
  expect(automatic.every(({ reviewerUserId }) => reviewerUserId === null)).toBe(true);
});

test('the review method defaults to MANUAL', async () => {
  const manual = answered.filter(({ reviewMethod }) => reviewMethod === 'MANUAL');
  expect(await read({})).toEqual(manual);
  expect(await read({ reviewMethod: 'BOTH' })).toEqual(answered);
  expect((await read({ reviewMethod: 'AUTOMATIC' })).length).toBe(answered.length - manual.length);
});

test('review dates are days of the company, from inclusive, to exclusive', async () => {
  const days = new Set(answered.map(({ reviewTime }) => reviewTime.slice(0, 10)));
  for (const day of ['2026-10-05', '2026-10-06', '2026-10-07']) {
    expect(days).toContain(day);
    const next = `2026-10-0${Number(day.at(-1)) + 1}`;
    const expected = answered.filter(({ reviewTime }) => reviewTime.startsWith(day));
    expect(await read({ reviewMethod: 'BOTH', reviewFromDate: day, reviewToDate: next })).toEqual(expected);
  }
  expect(answered.some(({ reviewTime }) => reviewTime.endsWith('T00:00:00+05:30'))).toBe(true);
});

test('answers can be narrowed by call dates, users and scorecards', async () => {
  const [day, next] = ['2026-10-05', '2026-10-06'];
  const called = answered.filter(({ callStartTime }) => callStartTime.startsWith(day ?? ''));
  expect(await read({ reviewMethod: 'BOTH', callFromDate: day, callToDate: next })).toEqual(called);
  const { reviewedUserId, scorecardId } = answered[0] ?? {};
  const both = { reviewMethod: 'BOTH', reviewedUserIds: [reviewedUserId], scorecardIds: [scorecardId] };
  expect(await read(both)).toEqual(
    answered.filter((one) => one.reviewedUserId === reviewedUserId && one.scorecardId === scorecardId),
  );
});

test('a review follows the call by hours to days and does not lie in the future', () => {
  const delays = answered.map(
    ({ callStartTime, reviewTime }) => Date.parse(reviewTime) - Date.parse(callStartTime),
  );
  expect(Math.min(...delays)).toBeGreaterThan(0);
  expect(Math.max(...delays)).toBeGreaterThan(5 * 86_400_000);
  expect(answered.every(({ reviewTime }) => Date.parse(reviewTime) < Date.parse(free.until))).toBe(true);
});

test('ids are JSON numbers of 17 to 20 digits, exact in the text though not in a JavaScript number', async () => {
  await using numeric = await startSandbox({ ...free, calls: 400 });
  const { text } = await ask(numeric, path, { body: { filter: { reviewMethod: 'BOTH' } } });
  const digits = [...text.matchAll(/"answeredScorecardId":(\d+)/g)].map(([, id]) => String(id));
  expect(new Set(digits.map(({ length }) => length))).toEqual(new Set([17, 18, 19, 20]));
  expect(digits.some((id) => String(Number(id)) !== id)).toBe(true);
  const calls = new Set([...numeric.truth('calls')].map((call) => parseRow(call)['id']));
  const callIds = [...text.matchAll(/"callId":(\d+)/g)].map(([, id]) => String(id));
  expect(callIds.length).toBe(digits.length);
  expect(callIds.every((id) => calls.has(id))).toBe(true);
  expect(text).not.toMatch(/(card|call|User|question|Revision)Id":"/i);
});

test('definitions keep ids and ranges as strings', async () => {
  const { body } = await ask(sandbox, '/v2/settings/scorecards');
  expect(body['scorecards']).toContainEqual(
    expect.objectContaining({
      scorecardId: expect.stringMatching(/^\d{19}$/),
      updaterUserId: '-1',
      created: expect.stringMatching(/T\d\d:\d\d:\d\d\+05:30$/),
      questions: expect.arrayContaining([
        expect.objectContaining({ minRange: '1', maxRange: '5', isOverall: true }),
      ]),
    }),
  );
});

function parseAnswered(text: string): Answered {
  const record: Answered = JSON.parse(text);
  return record;
}
