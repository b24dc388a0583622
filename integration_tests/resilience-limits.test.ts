import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/sandbox/index.ts';
import { everyStream, readToTruth, small } from '../test/support/read-sandbox.ts';

/** Every request answered, none refused. */
function answers(sandbox: Sandbox): number[] {
  return [...new Set(sandbox.requests.map(({ status }) => status))];
}

/** The first look at the data takes a while, which would bend the sandbox's clock. */
function warm(sandbox: Sandbox): void {
  for (const stream of everyStream) Array.from(sandbox.truth(stream));
}

test('3 requests a second: none too many in 45 requests of six streams at once', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 90, pageSize: 7, requestsPerSecond: 3 });
  expect(sandbox.config).not.toHaveProperty('requests_per_second');
  warm(sandbox);
  const { output } = await readToTruth(sandbox);
  expect(sandbox.requests.length).toBeGreaterThan(40);
  expect(answers(sandbox)).toEqual([200]);
  expect(sandbox.mostPerSecond()).toBeLessThanOrEqual(3);
  expect(output.logs('WARN')).toEqual([]);
  // Nothing is wasted either: with no pause between the thirds of a second.
  const [first, last] = [sandbox.requests[0], sandbox.requests.at(-1)];
  const seconds = ((last?.atMilliseconds ?? 0) - (first?.atMilliseconds ?? 0)) / 1_000;
  expect(seconds).toBeLessThan((sandbox.requests.length / 3) * 1.1);
});

test.each([
  [7, { users: 120, pageSize: 5 }, 7],
  [0.5, { users: 15, pageSize: 5 }, 1],
])('requests_per_second of %d is kept', async (requests_per_second, options, most) => {
  await using sandbox = await startSandbox({ ...small, ...options });
  warm(sandbox);
  await readToTruth(sandbox, { streams: ['users', 'scorecards'], config: { requests_per_second } });
  expect(sandbox.mostPerSecond()).toBeLessThanOrEqual(most);
  const times = sandbox.requests.map(({ atMilliseconds }) => atMilliseconds);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
  const fastest = (times.length - Math.max(1, requests_per_second)) / requests_per_second;
  expect(seconds).toBeGreaterThanOrEqual(fastest);
  expect(seconds).toBeLessThan(fastest * 1.1 + 1);
});
