import { describe, expect, test } from 'vitest';
import { virtualSync } from './virtual-sync.ts';

const SIX = [
  'users',
  'calls',
  'extensiveCalls',
  'scorecards',
  'answeredScorecards',
  'callTranscripts',
] as const;

/** No multiples of a page, nor of each other. */
const sizes = [2_993, 8_986, 19_979];
const cases = sizes.flatMap((calls, index) =>
  [300, 1_000, 2_500].map((latencyMs) => [calls, latencyMs, index + 1] as const),
);

/** In seconds: requests at three a second and one latency are the least. */
function leastSeconds(requests: number, latencyMs: number): number {
  return (requests - 1) / 3 + latencyMs / 1_000;
}

describe.each(cases)('a first sync of %i calls at %i ms a page', (calls, latencyMs, seed) => {
  test('of six streams takes hardly more requests than pages, and their time', async () => {
    const run = await virtualSync(SIX, { calls, latencyMs, seed });
    expect(run.records).toBeGreaterThan(3 * calls);
    expect(run.requests).toBeLessThanOrEqual(1.05 * run.least + 6);
    // A second more for the transcripts of the last page, which begin when it has come.
    expect(run.seconds).toBeLessThanOrEqual(1.03 * leastSeconds(run.requests, latencyMs) + 2);
    expect(run.secondsWithoutState).toBeLessThanOrEqual(60);
    expect(run.firstRecentSeconds).toBeLessThanOrEqual(5);
  });

  test('of extensive calls alone takes hardly more requests than pages, and their time', async () => {
    const run = await virtualSync(['extensiveCalls'], { calls, latencyMs, seed });
    expect(run.records).toBe(calls);
    expect(run.requests).toBeLessThanOrEqual((latencyMs === 2_500 ? 1.08 : 1.03) * run.least + 5);
    expect(run.seconds).toBeLessThanOrEqual(1.03 * leastSeconds(run.requests, latencyMs) + 2);
    expect(run.secondsWithoutState).toBeLessThanOrEqual(60);
  });
});
