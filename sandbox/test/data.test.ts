import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, readAll, type Row } from './gong-client.ts';

const names = [
  'calls',
  'extensiveCalls',
  'callTranscripts',
  'users',
  'scorecards',
  'answeredScorecards',
] as const;
let sandbox: Sandbox;
let calls: Row[];
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 1200 });
  calls = [...sandbox.truth('calls')].map((text) => parseRow(text));
});
afterAll(() => sandbox.close());

test('the same seed and options give byte-identical data, another seed gives other data', async () => {
  await using same = await startSandbox({ ...free, calls: 1200 });
  await using other = await startSandbox({ ...free, calls: 1200, seed: 2 });
  for (const name of names) {
    const texts = [...sandbox.truth(name)].join('\n');
    expect([...same.truth(name)].join('\n') === texts).toBe(true);
    expect([...other.truth(name)].join('\n') === texts).toBe(false);
  }
});

test('call ids are unique texts of 19 digits', () => {
  expect(new Set(calls.map(({ id }) => id)).size).toBe(1200);
  expect(calls.every(({ id }) => /^\d{19}$/.test(String(id)))).toBe(true);
});

test('all 20 fields of a call have a value somewhere, and null or no key elsewhere', () => {
  const filled = new Set(calls.flatMap((call) => Object.keys(call).filter((field) => call[field] !== null)));
  expect(filled.size).toBe(20);
  expect(calls.some(({ scheduled }) => scheduled === null)).toBe(true);
  expect(calls.some((call) => !('scheduled' in call))).toBe(true);
});

test('about 3 % of the calls are private, a few percent have no transcript', () => {
  const privateShare = calls.filter(({ isPrivate }) => isPrivate === true).length / 1200;
  expect(privateShare).toBeGreaterThan(0.015);
  expect(privateShare).toBeLessThan(0.045);
  const transcripts = [...sandbox.truth('callTranscripts')].length;
  expect(transcripts).toBeLessThan(1190);
  expect(transcripts).toBeGreaterThan(1100);
});

test('calls stay within the days before the end, dense by day and thin at night', () => {
  const times = calls.map(({ started }) => Date.parse(String(started)));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.parse(String(sandbox.config['start_date'])));
  expect(Math.max(...times)).toBeLessThan(Date.parse(free.until));
  const hours = calls.map(({ started }) => Number(String(started).slice(11, 13)));
  expect(hours.filter((hour) => hour >= 9 && hour < 17).length).toBeGreaterThan(700);
});

test('titles and transcripts are full of awkward characters', () => {
  const texts = JSON.stringify(calls) + [...sandbox.truth('callTranscripts')].join('');
  for (const part of ['🚀', '四半期', '\u2028', '\\\\ud83d', '\\"', '\\n']) expect(texts).toContain(part);
});

test('instants come in the offset of the company with none, three or six fractional digits', () => {
  const fractions = calls.map(
    ({ started }) => /T[\d:]{8}(\.\d+)?-07:00$/.exec(String(started))?.[1]?.length ?? 0,
  );
  expect(new Set(fractions)).toEqual(new Set([0, 4, 7]));
});

test.each(['+02:00', '-09:30', 'Z'])('the offset can be %s, the instants stay the same', async (offset) => {
  await using elsewhere = await startSandbox({ ...free, calls: 20, offset, days: 1 });
  const users = [...elsewhere.truth('users')].map((text) => parseRow(text));
  expect(
    users.every(
      ({ created }) => /\.\d{3}(Z|[+-]\d\d:\d\d)$/.test(String(created)) && String(created).endsWith(offset),
    ),
  ).toBe(true);
  await using reference = await startSandbox({ ...free, calls: 20, days: 1 });
  expect(users.map(createdAt)).toEqual(
    [...reference.truth('users')].map((text) => createdAt(parseRow(text))),
  );
});

test('users have the live fields, avatars only on demand', async () => {
  const people = await readAll(sandbox, '/v2/users', 'users');
  expect(people.length).toBe(120);
  expect(people.some(({ conferencingProviders }) => conferencingProviders === null)).toBe(true);
  expect(people.some(({ emailAliases }) => Array.isArray(emailAliases) && emailAliases.length > 1)).toBe(
    true,
  );
  const { body } = await ask(sandbox, '/v2/users', { query: { includeAvatars: 'true' } });
  expect(body.records?.totalRecords).toBe(123);
});

test('a million calls start quickly and are served from the middle', async () => {
  const begun = performance.now();
  await using huge = await startSandbox({ ...free, calls: 1_000_000, days: 365 });
  const query = { fromDateTime: '2026-04-01T00:00:00Z', toDateTime: '2026-05-01T00:00:00Z' };
  const { body } = await ask(huge, '/v2/calls', { query });
  expect(body.records?.totalRecords).toBeGreaterThan(50_000);
  expect(performance.now() - begun).toBeLessThan(5000);
});

function createdAt({ created }: Row): number {
  return Date.parse(String(created));
}
