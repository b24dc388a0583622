import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConfigError, SystemError, TransientError } from '../../src/base/errors.ts';
import { withPriority, type Gong } from '../../src/gong/client.ts';
import { paginate } from '../../src/gong/pages.ts';
import { CHECK_RETRIES } from '../../src/gong/retry.ts';
import { calls, clientOf, type Step } from './attempts.ts';
import { quiet } from './quiet-gong.ts';

vi.mock('node:timers/promises', () => import('./sleep.ts'));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const { signal } = new AbortController();

/** The ids of all pages of GET /v2/calls, or the error, without waiting. */
async function read(gong: Gong): Promise<unknown> {
  const reading = (async () => {
    const ids: unknown[] = [];
    for await (const { items } of paginate(gong, { method: 'GET', path: '/v2/calls' }, 'calls', signal))
      ids.push(...items.map(({ id }) => id));
    return ids;
  })().catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return reading;
}

const first = calls(['1'], { totalRecords: 3, cursor: 'a' });
const second = calls(['2'], { totalRecords: 3, cursor: 'b' });
const third = calls(['3'], { totalRecords: 3 });

const odd: readonly (readonly [string, Step])[] = [
  ['a 204', { status: 204, body: '' }],
  ['a web page', { contentType: 'text/html', body: '<html></html>' }],
  ['a plain 404', { status: 404, contentType: 'text/plain', body: 'Not found' }],
  ['a 421', { status: 421, body: '' }],
  ['a 302', { status: 302, body: '' }],
  ['an empty object', { body: '{}' }],
  ['null', { body: 'null' }],
  ['an empty body', { body: '' }],
  ['a 502', { status: 502, body: '' }],
  ['a TLS alert', Object.assign(new Error('alert 80'), { code: 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR' })],
  ['a body that broke off', { body: '', failure: new Error('aborted') }],
  ['errors and no list', { body: '{"errors":["Internal error"],"calls":null}' }],
];

test.each(odd)('C6: %s once in the middle is asked again', async (_name, step) => {
  const { gong, requests } = clientOf([first, step, second, step, third]);
  expect(await read(gong)).toEqual(['1', '2', '3']);
  expect(requests).toHaveLength(5);
});

test.each(odd.slice(0, 5))('C6: %s for ever in the middle is trouble that may pass', async (_name, step) => {
  const { gong, requests } = clientOf([first, step]);
  expect(await read(gong)).toBeInstanceOf(TransientError);
  expect(requests).toHaveLength(9);
});

test.each([
  [{ status: 404, body: '' }, ConfigError],
  [{ status: 302, body: '' }, ConfigError],
  [{ body: '{"status":"ok"}' }, SystemError],
])('the first response of all tells at once that no Gong is there: %j', async (step, kind) => {
  const { gong, requests } = clientOf([step]);
  const error = await read(gong);
  expect(error).toBeInstanceOf(kind);
  expect(String(error)).toContain('api_base_url');
  expect(requests).toHaveLength(1);
});

test('L1: errors in the first response of all are asked again', async () => {
  const { gong } = clientOf([{ body: '{"errors":["Internal error"],"calls":null}' }, third]);
  expect(await read(gong)).toEqual(['3']);
});

test('a failure is not the ninth one because others were told to wait before it', async () => {
  const busy: Step = { status: 429, retryAfter: '1', body: '' };
  const { gong } = clientOf([...Array.from({ length: 8 }, () => busy), { status: 503, body: '' }, third]);
  expect(await read(gong)).toEqual(['3']);
});

test('C8: three quarters of a minute of Retry-After: 0 are sat out', async () => {
  const started = Date.now();
  const { gong, requests } = clientOf([{ status: 503, retryAfter: '0', body: '' }]);
  expect(await read(gong)).toBeInstanceOf(TransientError);
  expect(requests).toHaveLength(8);
  expect(Date.now() - started).toBeGreaterThan(45_000);
});

test('H4: a wait that is asked for in seconds does not go by a clock that is set meanwhile', async () => {
  for (const changeMs of [-3_600_000, 3_600_000]) {
    const { gong, events } = clientOf([{ status: 429, retryAfter: '3', body: '' }, third]);
    const startedMs = performance.now();
    events.on('wait', () => setTimeout(() => vi.setSystemTime(Date.now() + changeMs), 1_000));
    expect(await read(gong)).toEqual(['3']);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(3_000);
    expect(performance.now() - startedMs).toBeLessThan(4_000);
  }
});

test('H4: a wait that is asked for as a date goes by the clock of the server', async () => {
  const [date, retryAfter] = ['Sun, 06 Nov 1994 08:49:07 GMT', 'Sun, 06 Nov 1994 08:49:37 GMT'];
  const { gong } = clientOf([{ status: 503, date, retryAfter, body: '' }, third]);
  const startedMs = performance.now();
  expect(await read(gong)).toEqual(['3']);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(30_000);
  expect(performance.now() - startedMs).toBeLessThan(31_000);
});

test('C15: a wait of hours fails at once and says until when', async () => {
  vi.setSystemTime('2026-11-25T12:00:00Z');
  const { gong, requests } = clientOf([{ status: 429, retryAfter: '36000', body: '' }], CHECK_RETRIES);
  expect(String(await read(gong))).toMatch(/to wait 10 h 0 min, until 2026-11-25T22:00:00Z.*daily quota/);
  expect(requests).toHaveLength(1);
});

test('a request that waits for its next attempt fails at once when none is let in any more', async () => {
  const { gong } = clientOf([
    { status: 503, body: '' },
    { status: 429, retryAfter: '36000', body: '' },
  ]);
  const ask = (): Promise<unknown> =>
    gong.request({ method: 'GET', path: '/v2/users' }, signal).catch((error: unknown) => error);
  const [waiting, refused] = [ask(), ask()];
  await vi.advanceTimersByTimeAsync(100);
  const late = new Promise((resolve) => setTimeout(() => resolve('still waiting'), 1));
  await vi.advanceTimersByTimeAsync(1);
  expect(await Promise.race([waiting, late])).toBe(await refused);
});

test('a request can do with fewer attempts than others', async () => {
  const { gong, requests } = clientOf([{ status: 500, body: '' }]);
  const asking = gong
    .request({ method: 'GET', path: '/v2/users', attempts: 2 }, signal)
    .catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  expect(await asking).toBeInstanceOf(TransientError);
  expect(requests).toHaveLength(2);
});

test.each([
  [500, 2],
  [503, 8],
])('one with fewer attempts at 500 fails with %i after %i', async (status, attempts) => {
  const { gong, requests } = clientOf([{ status, body: '' }]);
  const asking = gong
    .request({ method: 'GET', path: '/v2/users', attemptsAt: { 500: 2 } }, signal)
    .catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  expect(await asking).toBeInstanceOf(TransientError);
  expect(requests).toHaveLength(attempts);
});

test('each attempt is an event, and so are its end and the wait for the next one', async () => {
  const { gong, events } = clientOf([{ status: 429, retryAfter: '3', body: '' }, third]);
  const seen: unknown[] = [];
  events.on('request', (event) => seen.push(['request', event]));
  events.on('response', (event) => seen.push(['response', event]));
  events.on('retry', (event) => seen.push(['retry', event]));
  events.on('wait', (event) => seen.push(['wait', event]));
  await read(gong);
  const endpoint = 'GET /v2/calls';
  expect(seen).toEqual([
    ['request', { endpoint }],
    ['response', { endpoint, outcome: 'HTTP 429', durationMs: 0 }],
    [
      'retry',
      {
        endpoint,
        until: Date.now(),
        waitMs: 3_000,
        isRateLimit: true,
        isPause: true,
        text: `HTTP 429 from ${endpoint}, requestId unknown: attempt 2 in 3.0 s`,
      },
    ],
    ['wait', { until: Date.now() }],
    ['request', { endpoint }],
    ['response', { endpoint, outcome: 'HTTP 200', durationMs: 0 }],
  ]);
});

test('with a priority a Gong stays the same, and its numbers stay current', async () => {
  let requestsLeft = 10;
  const priorities: unknown[] = [];
  const gong: Gong = {
    ...quiet,
    get requestsLeft() {
      return requestsLeft;
    },
    async request({ priority }) {
      priorities.push(priority?.());
      return { kind: 'empty' };
    },
  };
  const urgent = withPriority(gong, () => 7);
  requestsLeft = 3;
  expect([urgent.requestsLeft, urgent.baseUrl]).toEqual([3, quiet.baseUrl]);
  await urgent.request({ method: 'GET', path: '/v2/users' }, signal);
  expect(priorities).toEqual([7]);
});

test('what is left of the day is what may still be made', async () => {
  const { gong } = clientOf([third]);
  expect(gong.requestsLeft).toBe(9_900);
  await read(gong);
  expect(gong.requestsLeft).toBe(9_899);
});
