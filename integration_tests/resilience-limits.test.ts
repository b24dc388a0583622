import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { byTheClock } from '../test-kit/by-the-clock.ts';
import { everyStream, readToTruth, small } from '../test-kit/read-sandbox.ts';

/**
 * Milliseconds by which two requests may come closer to each other on their way through a busy machine: the first
 * of them was held up, in the connection or in the sandbox. A rate that is wrong shows in the whole time below, too.
 */
const JITTER = 20;

/** The first look at the data takes a while, which would bend the sandbox's clock. */
function warm(sandbox: Sandbox): void {
  for (const stream of everyStream) Array.from(sandbox.truth(stream));
}

/** When requests came, in milliseconds. */
function arrivals(sandbox: Sandbox): number[] {
  return sandbox.requests.map(({ atMilliseconds }) => atMilliseconds);
}

// The sandbox refuses nothing here: how far apart requests are says more, and does not hang on a single millisecond.
test.each([
  ['3 a second, the default,', undefined, 3, 1_000, everyStream, { calls: 90, pageSize: 7 }],
  ['7 a second', 7, 7, 1_000, ['users', 'scorecards'], { users: 120, pageSize: 5 }],
  ['one in two seconds', 0.5, 1, 2_000, ['users', 'scorecards'], { users: 15, pageSize: 5 }],
] as const)(
  'a rate of %s is kept, and used',
  byTheClock,
  async (_name, requests_per_second, limit, interval, streams, options) => {
    await using sandbox = await startSandbox({ ...small, ...options });
    warm(sandbox);
    await readToTruth(sandbox, { streams, config: { requests_per_second } });
    const times = arrivals(sandbox);
    const distances = times.slice(limit).map((time, index) => time - (times[index] ?? 0));
    expect(distances.length).toBeGreaterThan(2);
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(interval - JITTER);
    const took = (times.at(-1) ?? 0) - (times[0] ?? 0);
    const least = Math.floor((times.length - 1) / limit) * interval;
    expect(took).toBeGreaterThanOrEqual(least - JITTER);
    expect(took).toBeLessThan(least * 1.1 + 1_000);
  },
);

// One at a time, 400 ms apart, so that only a delay of hundreds of milliseconds could bring four into a second.
test(
  'of six streams at once no request is refused at 2.5 a second where 3 are allowed',
  byTheClock,
  async () => {
    await using sandbox = await startSandbox({ ...small, calls: 160, requestsPerSecond: 3 });
    expect(sandbox.config).not.toHaveProperty('requests_per_second');
    warm(sandbox);
    const { output } = await readToTruth(sandbox, { config: { requests_per_second: 2.5 } });
    expect(sandbox.requests.length).toBeGreaterThan(20);
    expect(new Set(sandbox.requests.map(({ status }) => status))).toEqual(new Set([200]));
    expect(output.logs('WARN')).toEqual([]);
  },
);
