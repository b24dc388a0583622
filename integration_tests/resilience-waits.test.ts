import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { byTheClock } from '../test-kit/by-the-clock.ts';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { everyStream, readToTruth, small } from '../test-kit/read-sandbox.ts';

/** Requests that were on their way when Gong refused one arrive this soon after it, in milliseconds. */
const UNDER_WAY = 500;

/** A wall clock and a monotonic one do not agree to the millisecond. */
const CLOCKS = 5;

interface Wait {
  /** When the refused request arrived, in milliseconds since 1970. */
  readonly from: number;
  /** When the first request after the pause did. */
  readonly to: number;
}

/** The pause behind the first request that was answered with this status. */
function waitAfter(sandbox: Sandbox, status: number): Wait {
  const from = sandbox.requests.find((request) => request.status === status)?.atMilliseconds ?? Number.NaN;
  const next = sandbox.requests.find(({ atMilliseconds }) => atMilliseconds > from + UNDER_WAY);
  return {
    from: performance.timeOrigin + from,
    to: performance.timeOrigin + (next?.atMilliseconds ?? Number.NaN),
  };
}

/** What a stream told of its waits: RUNNING, RUNNING with a reason and when the wait ends, and so on. */
function waitsOf(output: Output, stream: string): (string | number)[][] {
  return output.of('TRACE').flatMap(({ trace }) => {
    if (trace.type !== 'STREAM_STATUS' || trace.stream_status.stream_descriptor.name !== stream) return [];
    const { status, reasons = [] } = trace.stream_status;
    return [[status, ...reasons.map(({ rate_limited: { quota_reset: end } }) => end)]];
  });
}

/** Faults that begin in the middle of a read, with all streams at work. */
async function readWithFault(
  sandbox: Sandbox,
  fault: () => Parameters<Sandbox['addFaults']>[0][0],
): Promise<Output> {
  const reading = readToTruth(sandbox);
  while (sandbox.requests.length < 6) await sleep(5);
  sandbox.addFaults([fault()]);
  return (await reading).output;
}

test.each([429, 503])(
  'a Retry-After of seconds on %i holds back every stream until it is over',
  async (status) => {
    await using sandbox = await startSandbox({ ...small, latencyMilliseconds: 60 });
    const output = await readWithFault(sandbox, () => ({ at: 1, status, retryAfter: '2' }));
    const { from, to } = waitAfter(sandbox, status);
    expect(to - from).toBeGreaterThanOrEqual(2_000 - CLOCKS);
    expect(to - from).toBeLessThan(3_500);

    const waiting = everyStream.filter((stream) => waitsOf(output, stream).length > 3);
    expect(waiting).toEqual(expect.arrayContaining(['calls', 'extensiveCalls', 'callTranscripts']));
    for (const stream of waiting) {
      const end = expect.toSatisfy((at: number) => at >= from + 2_000 - CLOCKS && at <= to + CLOCKS);
      expect(waitsOf(output, stream)).toEqual([
        ['STARTED'],
        ['RUNNING'],
        ['RUNNING', end],
        ['RUNNING'],
        ['COMPLETE'],
      ]);
    }
  },
);

test('a Retry-After that is an HTTP date is obeyed to the second', byTheClock, async () => {
  await using sandbox = await startSandbox({ ...small, latencyMilliseconds: 60 });
  let date = new Date();
  const output = await readWithFault(sandbox, () => {
    date = new Date(Math.ceil(Date.now() / 1_000 + 1) * 1_000);
    return { at: 1, status: 429, retryAfter: date.toUTCString() };
  });
  const { to } = waitAfter(sandbox, 429);
  expect(to).toBeGreaterThanOrEqual(date.getTime() - CLOCKS);
  expect(to).toBeLessThan(date.getTime() + 1_500);
  const told = waitsOf(output, 'calls')[2]?.[1];
  expect(told).toBeGreaterThanOrEqual(date.getTime());
  expect(told).toBeLessThan(date.getTime() + 1_000);
});

test('one refusal after another is sat out, each for its time', async () => {
  const path = '/v2/calls/extensive';
  await using sandbox = await startSandbox({
    ...small,
    faults: [{ at: 2, times: 3, path, status: 429, retryAfter: '1' }],
  });
  const { output } = await readToTruth(sandbox, { config: { num_workers: 1 } });
  const attempts = sandbox.requests.filter((request) => request.path === path).slice(1, 5);
  expect(attempts.map(({ status }) => status)).toEqual([429, 429, 429, 200]);
  for (const [index, { atMilliseconds }] of attempts.slice(1).entries()) {
    expect(atMilliseconds - (attempts[index]?.atMilliseconds ?? 0)).toBeGreaterThanOrEqual(1_000 - CLOCKS);
  }
  expect(waitsOf(output, 'calls').filter((wait) => wait.length > 1)).toHaveLength(3);
});

test('a quota that comes back soon is sat out', async () => {
  await using sandbox = await startSandbox({ ...small, dailyRequestLimit: 12, dailyRetryAfterSeconds: 2 });
  await readToTruth(sandbox, { config: { daily_request_limit: 10_000 } });
  const { from, to } = waitAfter(sandbox, 429);
  expect(to - from).toBeGreaterThanOrEqual(1_900);
});
