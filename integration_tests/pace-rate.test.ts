import { describe, expect, test } from 'vitest';
import { streams } from '../src/streams/index.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/src/index.ts';
import { jsonFile, runCommand } from '../test-kit/run-cli.ts';
import { truth } from '../test-kit/truth.ts';
import { small, sync } from './support/sync.ts';

// The sandbox's clock runs in this process: on a machine that is busy it may note one request late and the next in
// time. A fourth request in a second would be one at every attempt.
const strict = { retry: 2, timeout: 60_000 };

/** A sandbox with Gong's own limits, and the default rate in its config. */
async function startLimited(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox({ ...small, requestsPerSecond: 3, ...options });
  expect(sandbox.config).not.toHaveProperty('requests_per_second');
  // The first look at the data takes a while, which would bend the sandbox's clock.
  truth(sandbox, 'extensiveCalls');
  return sandbox;
}

/** Of the requests that the limit permits, the share that was made, away from the start and the end. */
function shareOfPossible(sandbox: Sandbox, margin: number): number {
  const times = sandbox.requests.map(({ atMilliseconds }) => atMilliseconds);
  const [from, to] = [(times[0] ?? 0) + margin, (times.at(-1) ?? 0) - margin];
  const middle = times.filter((time) => time >= from && time < to);
  expect(to - from).toBeGreaterThan(3_000);
  return middle.length / (((to - from) / 1_000) * 3);
}

describe.each([0, 700])('with answers after %i ms', (latencyMilliseconds) => {
  test('a check makes at most 3 requests in any 1,000 ms', strict, async () => {
    await using sandbox = await startLimited({ latencyMilliseconds });
    const { output } = await runCommand('check', '--config', jsonFile(sandbox.config));
    expect(output.single('CONNECTION_STATUS').connectionStatus.status).toBe('SUCCEEDED');
    expect(sandbox.requests).toHaveLength(new Set(streams.map(({ scope }) => scope)).size);
    expect(sandbox.mostPerSecond()).toBeLessThanOrEqual(3);
  });

  test('a read of all streams makes at most 3 requests in any 1,000 ms', strict, async () => {
    await using sandbox = await startLimited({ latencyMilliseconds, calls: 400 });
    await sync(sandbox);
    expect(sandbox.mostPerSecond()).toBe(3);
    expect(new Set(sandbox.requests.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('requests of one stream are in flight whenever the limit permits', strict, async () => {
    await using sandbox = await startLimited({ latencyMilliseconds, calls: 1_800, days: 90 });
    await sync(sandbox, { streams: ['extensiveCalls'] });
    expect(sandbox.mostPerSecond()).toBe(3);
    expect(shareOfPossible(sandbox, 1_000)).toBeGreaterThanOrEqual(0.85);
  });
});
