import { describe, expect, test } from 'vitest';
import type { RecordName } from '../../src/generated/records.ts';
import { DAY, formatInstant, HOUR } from '../../src/base/instant.ts';
import type { SyncEstimate } from '../../src/sync/sync-estimate.ts';
import { END } from './call-world.ts';
import { virtualEstimate, virtualSync } from './virtual-sync.ts';

const SIX: readonly RecordName[] = [
  'users',
  'calls',
  'extensiveCalls',
  'scorecards',
  'answeredScorecards',
  'callTranscripts',
];

/** One request a list; those of calls and transcripts come with the extensive one. */
const LISTS = [
  '/v2/calls/extensive',
  '/v2/settings/scorecards',
  '/v2/stats/activity/scorecards',
  '/v2/users',
];

function requestsOf({ streams }: SyncEstimate): number {
  return streams.reduce((sum, { requests }) => sum + requests, 0);
}

/** How far the estimate is from the requests of the sync beyond 10 % and 3. */
function excessOf(estimate: SyncEstimate, requests: number): number {
  return Math.max(0, Math.abs(requestsOf(estimate) - requests) - (0.1 * requests + 3));
}

describe.each([
  [0, 300],
  [40, 300],
  [750, 1_000],
  [3_993, 2_500],
  [7_986, 300],
])('%i calls at %i ms a page', (calls, latencyMs) => {
  test.each([
    ['all streams', SIX],
    ['extensive calls', ['extensiveCalls']],
    ['transcripts by their own list', ['callTranscripts']],
  ] as const)('%s, read for the first time', async (_name, names) => {
    const plan = { calls, latencyMs, seed: calls };
    const { estimate, paths } = await virtualEstimate(names, plan);
    const run = await virtualSync(names, plan);
    expect(excessOf(estimate, run.requests)).toBe(0);
    expect(estimate.streams.reduce((sum, { records }) => sum + records, 0)).toBe(run.records);
    expect(paths.length).toBe(names.length === 6 ? 4 : 1);
  });
});

describe.each([
  ['an hour', HOUR],
  ['a day', DAY],
  ['a month', 30 * DAY],
])('after %s', (_name, afterMs) => {
  test('only what is due is counted', async () => {
    const plan = { calls: 6_000, latencyMs: 300, seed: 3 };
    const { states } = await virtualSync(SIX, { ...plan, at: END - afterMs });
    const { estimate, paths } = await virtualEstimate(SIX, { ...plan, states });
    expect(paths.toSorted()).toEqual(LISTS);
    const run = await virtualSync(SIX, { ...plan, states });
    expect(excessOf(estimate, run.requests)).toBe(0);
    expect(requestsOf(estimate)).toBeLessThan(30);
  });
});

test('of several periods the longest is counted, and the others are taken to be as busy', async () => {
  const plan = { calls: 5_000, latencyMs: 300, seed: 5 };
  const [begin, gap, back, end] = [END - 300 * DAY, END - 200 * DAY, END - 20 * DAY, END - DAY].map(
    formatInstant,
  );
  const state = { startdatetime: end, utc: true, list: 'extensive', coverage: [[gap, back, end]] };
  const states = new Map([['extensiveCalls', state]]);
  const { estimate, paths } = await virtualEstimate(['extensiveCalls'], { ...plan, states });
  const run = await virtualSync(['extensiveCalls'], { ...plan, states });
  expect(paths).toEqual(['/v2/calls/extensive']);
  expect(estimate.streams).toMatchObject([{ isPartly: true, isUncounted: false }]);
  expect(formatInstant(estimate.streams[0]?.from ?? 0)).toBe(begin);
  expect(excessOf(estimate, run.requests)).toBe(0);
});

test('a state that cannot be read fails its stream, without a request', async () => {
  const states = new Map([['calls', { started: 'yesterday' }]]);
  const { estimate, paths } = await virtualEstimate(['calls'], { calls: 5, latencyMs: 300, seed: 1, states });
  expect(estimate.streams).toEqual([]);
  expect([...estimate.failures.keys()]).toEqual(['calls']);
  expect(paths).toEqual([]);
});
