import { describe, expect, test } from 'vitest';
import { startSandbox, type RequestRecord, type Sandbox } from '../sandbox/src/index.ts';
import { truth } from '../test-kit/truth.ts';
import { countsOf, windowOf } from './support/requests.ts';
import { small, sync } from './support/sync.ts';

const EXTENSIVE = '/v2/calls/extensive';

/**
 * The pages that everything takes, of which a list of calls that is not read for itself has none. Private calls are on
 * the pages of the lists; transcripts are asked for the others.
 */
function leastOf(sandbox: Sandbox): Record<string, number> {
  const items = {
    '/v2/users': truth(sandbox, 'users').length,
    [EXTENSIVE]: truth(sandbox, 'calls', true).length,
    '/v2/settings/scorecards': truth(sandbox, 'scorecards').length,
    '/v2/stats/activity/scorecards': truth(sandbox, 'answeredScorecards').length,
    '/v2/calls/transcript': truth(sandbox, 'calls').length,
  };
  return Object.fromEntries(Object.entries(items).map(([path, count]) => [path, Math.ceil(count / 100)]));
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}

/**
 * What the requests of one list were spent on: pages of `windows`, and `cuts`, which are windows of which just the first
 * page was asked for, to be read in parts.
 */
function spentOn(requests: readonly RequestRecord[]): { windows: number; pages: number; cuts: number } {
  const pagesOf = new Map<string, number>();
  const bounds = requests.map((request) => windowOf(request));
  const isInside = (inner: (typeof bounds)[number], outer: (typeof bounds)[number]): boolean =>
    String(inner['fromDateTime']) >= String(outer['fromDateTime']) &&
    String(inner['toDateTime']) <= String(outer['toDateTime']);
  const keyOf = ({ fromDateTime: from, toDateTime: to }: (typeof bounds)[number]): string =>
    JSON.stringify([from, to]);
  for (const each of bounds) pagesOf.set(keyOf(each), (pagesOf.get(keyOf(each)) ?? 0) + 1);
  const cut = new Set(
    bounds
      .filter((outer) => bounds.some((inner) => keyOf(inner) !== keyOf(outer) && isInside(inner, outer)))
      .map(keyOf),
  );
  const cuts = [...cut].reduce((all, key) => all + (pagesOf.get(key) ?? 0), 0);
  return { windows: pagesOf.size - cut.size, pages: requests.length - cuts, cuts };
}

/** Each window more ends on a page that is half full on average; how full these are is left to chance, hence the rest. */
function allowanceOf(windows: number): number {
  return Math.min(windows - 1, windows / 2 + 3);
}

function on(path: string, { requests }: Sandbox): RequestRecord[] {
  return requests.filter((request) => request.path === path);
}

/** How a first sync of six streams can cost more than it has to: nothing where all is well. */
function wasteOf(sandbox: Sandbox): string[] {
  const least = leastOf(sandbox);
  const counts = countsOf(sandbox.requests);
  const { windows, pages, cuts } = spentOn(on(EXTENSIVE, sandbox));
  const asked = sandbox.requests.map(({ path, query, body }) => JSON.stringify([path, query, body]));
  const bounds: [string, number, number][] = [
    // The list of calls is asked for a count at most.
    ['/v2/calls', counts['/v2/calls'] ?? 0, 1],
    ...['/v2/users', '/v2/settings/scorecards', '/v2/stats/activity/scorecards'].map(
      (path): [string, number, number] => [path, counts[path] ?? 0, least[path] ?? 0],
    ),
    ['pages', pages, (least[EXTENSIVE] ?? 0) + allowanceOf(windows)],
    ['cuts', cuts, 3],
    // Ids wait for a full hundred across windows, except where nothing else is under way.
    ['transcripts', counts['/v2/calls/transcript'] ?? 0, (least['/v2/calls/transcript'] ?? 0) + 1],
    ['all', sum(counts), 1.05 * sum(least) + 6],
    ['repeated', asked.length - new Set(asked).size, 0],
  ];
  return bounds.flatMap(([name, spent, most]) => (spent > most ? [`${name}: ${spent} > ${most}`] : []));
}

test('an account of a few hundred calls costs its pages, one list for three streams', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 350, users: 230, latencyMilliseconds: 30 });
  await sync(sandbox);
  expect(wasteOf(sandbox)).toEqual([]);
  // A few windows are begun at once.
  const { windows, cuts } = spentOn(on(EXTENSIVE, sandbox));
  expect(windows).toBeLessThanOrEqual(3);
  expect(cuts).toBe(0);
});

test('a stretch of two weeks and less is one window and costs exactly its pages', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 350, users: 230, days: 13 });
  await sync(sandbox);
  expect(countsOf(sandbox.requests)).toEqual({ ...leastOf(sandbox), '/v2/calls': 1 });
});

test('six streams of 2,000 calls that are asked one request at a time', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 2_000, days: 90 });
  await sync(sandbox, { config: { num_workers: 1 } });
  expect(wasteOf(sandbox)).toEqual([]);
});

test('4,000 calls with their content that are asked one request at a time', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 4_000 });
  await sync(sandbox, { streams: ['extensiveCalls'], config: { num_workers: 1 } });
  expect(sandbox.requests.length).toBeLessThanOrEqual(1.03 * 40 + 4);
});

test('20,000 calls that are asked one request at a time cost their pages and half a page a window', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 20_000, days: 300 });
  await sync(sandbox, { streams: ['calls'], config: { num_workers: 1 } });
  const { windows, pages, cuts } = spentOn(sandbox.requests);
  // One after the other, each as long as it may be.
  expect(windows).toBeLessThanOrEqual(10);
  expect(pages).toBeLessThanOrEqual(200 + allowanceOf(windows));
  expect(pages + cuts).toBeLessThanOrEqual(1.03 * 200 + 4);
});

// As many requests in flight as three a second need at one second each.
test.each(['calls', 'extensiveCalls'])(
  '20,000 %s that three workers share cost at most 3 %% more than their pages, and four',
  async (stream) => {
    await using sandbox = await startSandbox({ ...small, calls: 20_000, days: 300 });
    await sync(sandbox, { streams: [stream], config: { num_workers: 3 } });
    const { windows, pages, cuts } = spentOn(sandbox.requests);
    expect(windows).toBeGreaterThan(4);
    expect(pages).toBeLessThanOrEqual(200 + allowanceOf(windows));
    expect(pages + cuts).toBeLessThanOrEqual(1.03 * 200 + 4);
  },
);

test('20,000 calls that ten workers share cost half a page for each window more', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 20_000, days: 300 });
  await sync(sandbox, { streams: ['calls'] });
  const { windows, pages, cuts } = spentOn(sandbox.requests);
  expect(windows).toBeGreaterThan(4);
  // Twenty windows at a time; one that is cut late may add to them.
  expect(windows).toBeLessThanOrEqual(40);
  expect(pages).toBeLessThanOrEqual(200 + allowanceOf(windows));
  expect(cuts).toBeLessThanOrEqual(12);
});

describe.each([
  ['as fast as the machine is', 0, 100_000],
  ['as many at a time as latency needs', 100, 60],
])('%s', (_name, latencyMilliseconds, requests_per_second) => {
  const options = { ...small, latencyMilliseconds, days: 90 };
  const config = { requests_per_second };

  test('4,000 calls with their content cost 40 requests, half a page a window, and one for each cut', async () => {
    await using sandbox = await startSandbox({ ...options, calls: 4_000 });
    await sync(sandbox, { streams: ['extensiveCalls'], config });
    const { windows, pages, cuts } = spentOn(sandbox.requests);
    expect(windows).toBeLessThanOrEqual(20);
    expect(pages).toBeLessThanOrEqual(40 + allowanceOf(windows));
    expect(cuts).toBeLessThanOrEqual(3);
  });

  test('six streams of 2,000 calls cost two pages a hundred, each page asked for once for all', async () => {
    await using sandbox = await startSandbox({ ...options, calls: 2_000 });
    await sync(sandbox, { config });
    expect(wasteOf(sandbox)).toEqual([]);
  });
});
