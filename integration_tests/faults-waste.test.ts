import { describe, expect, test } from 'vitest';
import { startSandbox, type Fault } from '../sandbox/src/index.ts';
import { findDifferences } from '../test-kit/expected-rows.ts';
import { incompleteStreams, read, readToTruth, small } from '../test-kit/read-sandbox.ts';
import { truth, type StreamName } from '../test-kit/truth.ts';

/** Two weeks at most are read as one window. */
const company = { ...small, calls: 100, users: 90, days: 13 } as const;

/** The paths that have pages, and streams of which the first reads it. */
const paths: [path: string, streams: readonly StreamName[]][] = [
  ['/v2/users', ['users', 'scorecards', 'calls']],
  ['/v2/calls', ['calls', 'users', 'scorecards']],
  ['/v2/calls/extensive', ['extensiveCalls', 'users', 'calls', 'callTranscripts']],
  ['/v2/stats/activity/scorecards', ['answeredScorecards', 'users', 'calls']],
  ['/v2/calls/transcript', ['callTranscripts', 'users', 'calls']],
];

describe.concurrent.each(paths)('%s', (path, streams) => {
  const [stream = 'users', ...others] = streams;

  test.concurrent.each(['repeat', 'loop', 'endless'] as const)(
    'H2: cursors without an end (%s) fail their stream soon, and no other',
    async (cursor) => {
      const broken: Fault = { at: 1, times: 1_000_000, path, cursor };
      await using sandbox = await startSandbox({ ...company, calls: 300, faults: [broken] });
      // A day's quota that would be gone soon.
      const config = { daily_request_limit: 400 };
      const { output, exitCode } = await read(sandbox, { streams, config });
      expect(exitCode).toBe(1);
      expect(incompleteStreams(output)).toEqual([stream]);
      expect(output.errors()).toEqual([
        expect.objectContaining({
          failure_type: 'system_error',
          stream_descriptor: { name: stream },
          message: expect.stringContaining(path),
        }),
      ]);
      expect(output.errors()[0]?.message).toContain('come to an end');
      expect(findDifferences(sandbox, others, output)).toEqual([]);
      expect(sandbox.requests.filter((request) => request.path === path).length).toBeLessThan(40);
    },
  );

  test.concurrent('H7: one cursor too many is the end of the list', async () => {
    const extra: Fault = { at: 1, times: 1_000_000, path, cursor: 'extra' };
    await using sandbox = await startSandbox({ ...company, faults: [extra] });
    const { output } = await readToTruth(sandbox, { streams: [stream] });
    expect(output.logs('WARN')).toEqual([]);
    const requests = sandbox.requests.filter((request) => request.path === path);
    const windows = requests.filter(({ query, body }) => !/cursor/.test(JSON.stringify([query, body])));
    const pages = Math.ceil(Math.max(truth(sandbox, stream, true).length, 1) / company.pageSize);
    // Each window may end on a page that is not full, and has one request behind it.
    expect(requests.length).toBeLessThanOrEqual(pages + 2 * windows.length);
  });
});
