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

/**
 * What the requests of one list were spent on: pages of `walks`; and `checks`, which are counts, when just the first
 * page of a window was asked for, and what was read again right behind a window that was counted.
 */
function spentOn(requests: readonly RequestRecord[]): { walks: number; pages: number; checks: number } {
  const windows = new Map<string, { from: unknown; to: unknown; pages: number }>();
  for (const request of requests) {
    const { fromDateTime: from, toDateTime: to } = windowOf(request);
    const key = JSON.stringify([from, to]);
    windows.set(key, { from, to, pages: (windows.get(key)?.pages ?? 0) + 1 });
  }
  const spent = { walks: 0, pages: 0, checks: 0 };
  const counted = new Set<unknown>();
  for (const { from, to, pages } of windows.values()) {
    if (pages === 1) counted.add(to);
    if (pages === 1 || counted.has(from)) {
      spent.checks += pages;
    } else {
      spent.walks += 1;
      spent.pages += pages;
    }
  }
  return spent;
}

/** Each walk more ends on a page that is half full on average; how full these are is left to chance, hence the rest. */
function allowanceOf(walks: number): number {
  return walks === 1 ? 0 : Math.min(walks - 1, walks / 2 + 3);
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

test('six streams of 2,000 calls that are asked one request at a time cost exactly their pages', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 2_000, days: 90 });
  await sync(sandbox, { config: { num_workers: 1 } });
  expect(countsOf(sandbox.requests)).toEqual(leastOf(sandbox));
});

test('20,000 calls that are asked one request at a time cost their pages, half a page a walk and one for the cut', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 20_000, days: 300 });
  await sync(sandbox, { streams: ['calls'], config: { num_workers: 1 } });
  const { walks, pages, checks } = spentOn(sandbox.requests);
  expect({ walks, checks }).toEqual({ walks: 4, checks: 1 });
  expect(pages).toBeLessThanOrEqual(200 + allowanceOf(walks));
});

test('20,000 calls that ten workers share cost some requests more, to check that none is missing', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 20_000, days: 300 });
  await sync(sandbox, { streams: ['calls'] });
  const { walks, pages, checks } = spentOn(sandbox.requests);
  expect(walks).toBeGreaterThan(4);
  expect(walks).toBeLessThanOrEqual(20);
  expect(pages).toBeLessThanOrEqual(200 + allowanceOf(walks));
  // One was for the cut.
  expect(checks).toBeGreaterThan(1);
  expect(checks).toBeLessThanOrEqual(25);
});

describe.each([
  ['as fast as the machine is', 0, 100_000],
  ['as many at a time as latency needs', 100, 60],
])('%s', (_name, latencyMilliseconds, requests_per_second) => {
  const options = { ...small, latencyMilliseconds, days: 90 };
  const config = { requests_per_second };

  test('4,000 calls with their content cost 40 requests, half a page a walk, and a check for each share', async () => {
    await using sandbox = await startSandbox({ ...options, calls: 4_000 });
    await sync(sandbox, { streams: ['extensiveCalls'], config });
    const { walks, pages, checks } = spentOn(sandbox.requests);
    expect(walks).toBeLessThanOrEqual(20);
    expect(pages).toBeLessThanOrEqual(40 + allowanceOf(walks));
    expect(checks).toBeGreaterThan(0);
    expect(checks).toBeLessThan(walks);
  });

  test('six streams of 2,000 calls cost their pages, each page of a list asked for once for all', async () => {
    await using sandbox = await startSandbox({ ...options, calls: 2_000 });
    await sync(sandbox, { config });
    const counts = countsOf(sandbox.requests);
    const least = leastOf(sandbox);
    for (const path of ['/v2/users', '/v2/settings/scorecards', '/v2/stats/activity/scorecards']) {
      expect(counts[path]).toBe(least[path]);
    }
    const extensive = spentOn(sandbox.requests.filter(({ path }) => path === EXTENSIVE));
    expect(extensive.pages).toBeLessThanOrEqual((least[EXTENSIVE] ?? 0) + allowanceOf(extensive.walks));
    expect(extensive.checks).toBeLessThan(Math.max(1, extensive.walks));
    const calls = spentOn(sandbox.requests.filter(({ path }) => path === '/v2/calls'));
    expect(calls.pages).toBeLessThanOrEqual((least['/v2/calls'] ?? 0) + allowanceOf(calls.walks));
    expect(calls.checks).toBeLessThanOrEqual(4);
    // Of each walk the last transcripts are asked for when it ends.
    const transcripts = (least['/v2/calls/transcript'] ?? 0) + calls.walks - 1;
    expect(counts['/v2/calls/transcript']).toBeLessThanOrEqual(transcripts);
    const asked = sandbox.requests.map(({ path, query, body }) => JSON.stringify([path, query, body]));
    expect(new Set(asked).size).toBe(asked.length);
  });
});
