import { describe, expect, test } from 'vitest';
import { startSandbox, type RequestRecord, type Sandbox } from '../src/sandbox/index.ts';
import { truth } from '../test/support/truth.ts';
import { countsOf, windowOf } from './support/requests.ts';
import { small, sync } from './support/sync.ts';

const EXTENSIVE = '/v2/calls/extensive';

/** The pages that everything takes. Private calls are on the pages of the lists; transcripts are asked for the others. */
function leastOf(sandbox: Sandbox): Record<string, number> {
  const all = truth(sandbox, 'calls', true).length;
  const items = {
    '/v2/users': truth(sandbox, 'users').length,
    '/v2/calls': all,
    [EXTENSIVE]: all,
    '/v2/settings/scorecards': truth(sandbox, 'scorecards').length,
    '/v2/stats/activity/scorecards': truth(sandbox, 'answeredScorecards').length,
    '/v2/calls/transcript': truth(sandbox, 'calls').length,
  };
  return Object.fromEntries(Object.entries(items).map(([path, count]) => [path, Math.ceil(count / 100)]));
}

/** How many windows were asked for. A request with a cursor goes on in one. */
function windowsOf(requests: readonly RequestRecord[]): number {
  const firsts = requests.filter(({ query, body }) => !JSON.stringify([query, body]).includes('"cursor"'));
  return new Set(firsts.map((request) => JSON.stringify(windowOf(request)))).size;
}

/** Each walk more ends on a page that is half full on average; how full these are is left to chance, hence the rest. */
function allowanceOf(windows: number): number {
  return windows === 1 ? 0 : Math.min(windows - 1, windows / 2 + 3);
}

test('an account of a few hundred calls costs exactly its pages', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 350, users: 230, latencyMilliseconds: 30 });
  await sync(sandbox);
  expect(countsOf(sandbox.requests)).toEqual(leastOf(sandbox));
});

test('one walk through 4,000 calls with their content costs exactly their pages', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 4_000 });
  await sync(sandbox, { streams: ['extensiveCalls'], config: { num_workers: 1 } });
  expect(countsOf(sandbox.requests)).toEqual({ [EXTENSIVE]: 40 });
});

test('20,000 calls cost their pages, one for the cut and one a window at most, checks included', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 20_000, days: 300 });
  await sync(sandbox, { streams: ['calls'] });
  // Of those windows one is the whole, whose first page only told how much there is.
  const parts = windowsOf(sandbox.requests) - 1;
  expect(parts).toBeGreaterThanOrEqual(4);
  expect(parts).toBeLessThanOrEqual(40);
  expect(sandbox.requests.length).toBeLessThanOrEqual(200 + 1 + parts);
});

describe.each([
  ['as fast as the machine is', 0, 100_000],
  ['as many at a time as latency needs', 100, 60],
])('%s', (_name, latencyMilliseconds, requests_per_second) => {
  const options = { ...small, latencyMilliseconds, days: 90 };
  const config = { requests_per_second };

  test('4,000 calls with their content cost 40 requests and half a page a window', async () => {
    await using sandbox = await startSandbox({ ...options, calls: 4_000 });
    await sync(sandbox, { streams: ['extensiveCalls'], config });
    const windows = windowsOf(sandbox.requests);
    expect(windows).toBeLessThanOrEqual(20);
    expect(sandbox.requests.length).toBeLessThanOrEqual(40 + allowanceOf(windows));
  });

  test('six streams of 2,000 calls cost their pages, each page of a list asked for once for all', async () => {
    await using sandbox = await startSandbox({ ...options, calls: 2_000 });
    await sync(sandbox, { config });
    const counts = countsOf(sandbox.requests);
    const least = leastOf(sandbox);
    for (const path of ['/v2/users', '/v2/settings/scorecards', '/v2/stats/activity/scorecards']) {
      expect(counts[path]).toBe(least[path]);
    }
    for (const [path, listing] of [
      [EXTENSIVE, EXTENSIVE],
      ['/v2/calls', '/v2/calls'],
      // Of each window of calls the last transcripts are asked for when it ends.
      ['/v2/calls/transcript', '/v2/calls'],
    ] as const) {
      const windows = windowsOf(sandbox.requests.filter((request) => request.path === listing));
      expect(windows).toBeLessThanOrEqual(20);
      expect(counts[path]).toBeLessThanOrEqual((least[path] ?? 0) + allowanceOf(windows));
    }
    const asked = sandbox.requests.map(({ path, query, body }) => JSON.stringify([path, query, body]));
    expect(new Set(asked).size).toBe(asked.length);
  });
});
