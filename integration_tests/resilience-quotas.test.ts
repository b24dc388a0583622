import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { findDifferences } from '../test-kit/expected-rows.ts';
import { read, small } from '../test-kit/read-sandbox.ts';
import { SavedSyncs } from '../test-kit/saved-syncs.ts';

const large = { ...small, calls: 6_000, days: 90, pageSize: 400 } as const;

/** One worker reads one window after the other; without a look-back nothing is read twice. */
const stepwise = { num_workers: 1, lookback_window_days: 0 };

test.each([
  ['of hours in seconds', () => '7200'],
  ['with a date hours away', () => new Date(Date.now() + 7_200_000).toUTCString()],
])(
  'a Retry-After %s ends the streams that still run, at once and with their states',
  async (_what, retryAfter) => {
    await using sandbox = await startSandbox({
      ...large,
      faults: [{ at: 13, times: 1_000, path: '/v2/calls', status: 429, retryAfter: retryAfter() }],
    });
    const began = performance.now();
    const { output, exitCode } = await read(sandbox, { streams: ['scorecards', 'calls'], config: stepwise });
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(exitCode).toBe(1);
    expect(output.statuses('scorecards').at(-1)).toBe('COMPLETE');
    expect(output.statuses('calls')).toEqual(['STARTED', 'RUNNING', 'INCOMPLETE']);
    expect(output.errors('calls')).toEqual([
      expect.objectContaining({
        failure_type: 'transient_error',
        message: expect.stringMatching(/to wait (?:2 h 0|1 h 59) min/),
      }),
    ]);
    expect(output.states('calls').at(-1)).toMatchObject({
      started: expect.any(String),
      coverage: [expect.any(Array)],
    });
  },
);

test('a spent quota ends every stream that still runs, and asks nothing more of Gong', async () => {
  await using sandbox = await startSandbox({
    ...small,
    dailyRequestLimit: 12,
    dailyRetryAfterSeconds: 10_000,
  });
  const { output, exitCode } = await read(sandbox, {
    config: { daily_request_limit: 10_000, num_workers: 3 },
    rules: { sharedErrors: true },
  });
  expect(exitCode).toBe(1);
  const refused = sandbox.requests.filter(({ status }) => status === 429);
  // Those that were under way when the first of them was refused.
  expect(refused.length).toBeLessThanOrEqual(3);
  expect(sandbox.requests).toHaveLength(12 + refused.length);
  // What all of them share is told once.
  expect(output.errors()).toEqual([
    expect.objectContaining({
      failure_type: 'transient_error',
      message: expect.stringContaining('daily quota'),
    }),
  ]);
});

test('daily_request_limit: a warning at 80 %, a stop at 99 %, and the next sync goes on', async () => {
  const calls = 3_000;
  await using sandbox = await startSandbox({ ...large, calls, pageSize: 100 });
  const saved = new SavedSyncs();
  const choice = { streams: ['calls'], config: { ...stepwise, daily_request_limit: 26 } } as const;
  const first = await read(sandbox, choice);
  saved.add(first.output);
  expect(first.exitCode).toBe(1);
  // Windows that cannot be read to their end any more are not begun.
  expect(sandbox.requests.length).toBeGreaterThanOrEqual(21);
  expect(sandbox.requests.length).toBeLessThanOrEqual(25);
  expect(first.output.logs('WARN')).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining('21 of the 26 requests') }),
  );
  expect(first.output.errors('calls')).toEqual([
    expect.objectContaining({
      failure_type: 'transient_error',
      message: expect.stringContaining('daily_request_limit'),
    }),
  ]);

  const second = await read(sandbox, { ...choice, state: saved.state() });
  saved.add(second.output);
  expect(second.exitCode).toBe(0);
  // Only what was missing, and hardly anything twice.
  const twice = first.output.records('calls').length + second.output.records('calls').length - calls;
  expect(twice).toBeLessThan(100);
  // Thirty pages, in windows so small that they can be finished with what is left of such a day.
  expect(sandbox.requests.length).toBeLessThanOrEqual(1.5 * 30);
  expect(findDifferences(sandbox, ['calls'], saved)).toEqual([]);
});
