import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, type Ask } from './gong-client.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 50 });
});
afterAll(() => sandbox.close());

const instant = '2026-10-01T00:00:00Z';
const ids = Array.from({ length: 101 }, (_, index) => String(10n ** 18n + BigInt(index)));
const post = (filter: unknown, contentSelector?: unknown): Ask => ({ body: { filter, contentSelector } });
const extended = { context: 'Basic', contextTiming: ['Now'] };
const occurrences = { exposedFields: { content: { trackerOccurrences: true } } };

describe('400', () => {
  const malformed: readonly (readonly [string, string, Ask])[] = [
    ['a date-time without offset', '/v2/calls', { query: { fromDateTime: '2026-10-01T00:00:00' } }],
    [
      'a date-time whose plus was not encoded',
      '/v2/calls',
      { query: { fromDateTime: '2026-10-01T00:00:00 02:00' } },
    ],
    ['a day that does not exist', '/v2/calls', { query: { fromDateTime: '2026-02-30T00:00:00Z' } }],
    ['from equal to to', '/v2/calls', { query: { fromDateTime: instant, toDateTime: instant } }],
    [
      'from after to in a body',
      '/v2/calls/extensive',
      post({ fromDateTime: instant, toDateTime: '2026-01-01T00:00:00Z' }),
    ],
    ['a filter that is missing', '/v2/calls/extensive', { body: {} }],
    ['an empty list of ids', '/v2/calls/extensive', post({ callIds: [] })],
    ['more than 100 ids', '/v2/calls/transcript', post({ callIds: ids })],
    ['ids that are no digits', '/v2/calls/transcript', post({ callIds: ['x'] })],
    ['ids that are numbers', '/v2/calls/transcript', post({ callIds: [12] })],
    ['contextTiming without Extended', '/v2/calls/extensive', post({}, extended)],
    ['an unknown context', '/v2/calls/extensive', post({}, { context: 'All' })],
    ['trackerOccurrences without trackers', '/v2/calls/extensive', post({}, occurrences)],
    ['a review date with a time', '/v2/stats/activity/scorecards', post({ reviewFromDate: instant })],
    [
      'review dates in the wrong order',
      '/v2/stats/activity/scorecards',
      post({ reviewFromDate: '2026-10-02', reviewToDate: '2026-10-02' }),
    ],
    ['an unknown review method', '/v2/stats/activity/scorecards', post({ reviewMethod: 'ALL' })],
    ['a body that does not parse', '/v2/calls/extensive', { body: '{"filter":' }],
    ['a cursor nobody issued', '/v2/calls', { query: { cursor: 'eyJhbGciOiJIUzI1NiJ9.e30.abc' } }],
  ];
  test.each(malformed)('for %s', async (_, path, question) => {
    const { status, body } = await ask(sandbox, path, question);
    expect(status).toBe(400);
    expect(body).toEqual({ requestId: expect.any(String), errors: [expect.any(String)] });
  });

  test('names the bound that is out of order as Gong does', async () => {
    const { body } = await ask(
      sandbox,
      '/v2/calls/extensive',
      post({ fromDateTime: instant, toDateTime: instant }),
    );
    expect(body.errors).toEqual(['filter.fromDateTime: must be before toDateTime']);
  });
});

describe('404', () => {
  const future = { fromDateTime: '2030-01-01T00:00:00Z', toDateTime: '2030-01-02T00:00:00Z' };
  const noCalls = 'No calls found corresponding to the provided filters';
  test.each([
    ['/v2/calls', { query: future }, noCalls],
    ['/v2/calls/extensive', post({ callIds: ['1234567890123456789'] }), noCalls],
    ['/v2/calls/transcript', post(future), noCalls],
    [
      '/v2/stats/activity/scorecards',
      post({ reviewFromDate: '2030-01-01' }),
      'Answered scorecards not found',
    ],
  ] as const)('stands for an empty result of %s', async (path, question, text) => {
    const { status, body } = await ask(sandbox, path, question);
    expect([status, body.errors]).toEqual([404, [text]]);
    expect(Object.keys(body)).toEqual(['requestId', 'errors']);
  });

  test('stands for no scorecards, while no users are an empty list', async () => {
    await using empty = await startSandbox({ ...free, calls: 3, users: 0, scorecards: 0 });
    expect((await ask(empty, '/v2/settings/scorecards')).body.errors).toEqual(['Scorecards not found']);
    const { status, body } = await ask(empty, '/v2/users');
    expect([status, body['users'], body.records?.totalRecords]).toEqual([200, [], 0]);
  });

  test('of a wrong path has a text that does not look like an empty result', async () => {
    const { status, body } = await ask(sandbox, '/v2/call');
    expect(status).toBe(404);
    expect(body.errors?.[0]).not.toMatch(/found/i);
  });
});

test('405 for a method the path does not have', async () => {
  expect((await ask(sandbox, '/v2/calls/extensive')).status).toBe(405);
  expect((await ask(sandbox, '/v2/users', { method: 'DELETE' })).headers.get('allow')).toBe('GET');
});

test('415 for a POST without JSON', async () => {
  const headers = { 'content-type': 'text/plain' };
  expect((await ask(sandbox, '/v2/calls/extensive', { ...post({}), headers })).status).toBe(415);
});
