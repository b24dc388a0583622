import { expect, test } from 'vitest';
import { startSandbox, type Fault, type Sandbox } from '../src/sandbox/index.ts';
import { findDifferences } from '../test/support/expected-rows.ts';
import { incompleteStreams, read, readToTruth, small } from '../test/support/read-sandbox.ts';

const listed = '/v2/calls';
const posted = '/v2/calls/extensive';

/** How many requests of a path were sent again. */
function repeats(sandbox: Sandbox, path: string): number {
  const all = sandbox.requests.filter((request) => request.path === path);
  return all.length - new Set(all.map(({ query, body }) => JSON.stringify([query, body]))).size;
}

test.each<[string, Omit<Fault, 'at' | 'path'>]>([
  ['500', { status: 500 }],
  ['502 with a web page', { status: 502, html: true }],
  ['503 with Retry-After', { status: 503, retryAfter: '1' }],
  ['408', { status: 408 }],
  ['a reset connection', { reset: true }],
  ['a truncated answer', { truncate: true }],
  ['malformed JSON', { malformed: true }],
  ['a web page for an answer', { html: true }],
])('%s on a GET and on a POST is tried again and nothing is lost', async (_what, fault) => {
  await using sandbox = await startSandbox({
    ...small,
    faults: [
      { ...fault, at: 2, path: listed },
      { ...fault, at: 3, path: posted },
    ],
  });
  const { output } = await readToTruth(sandbox);
  expect([repeats(sandbox, listed), repeats(sandbox, posted)]).toEqual([1, 1]);
  const retries = output.logs('WARN').map(({ message }) => message);
  expect(retries).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/GET \/v2\/calls\b.*: attempt 2 in/),
      expect.stringMatching(/POST \/v2\/calls\/extensive\b.*: attempt 2 in/),
    ]),
  );
  expect(retries).toHaveLength(2);
});

test('a slow answer is waited for, and the others go on meanwhile', async () => {
  const slow = { slowMilliseconds: 1_500, at: 2 };
  await using sandbox = await startSandbox({
    ...small,
    faults: [
      { ...slow, path: listed },
      { ...slow, path: posted },
    ],
  });
  const { output } = await readToTruth(sandbox);
  expect([repeats(sandbox, listed), repeats(sandbox, posted)]).toEqual([0, 0]);
  expect(output.logs('WARN')).toEqual([]);
  const arrivals = (path: string): number[] =>
    sandbox.requests.filter((request) => request.path === path).map(({ atMilliseconds }) => atMilliseconds);
  const lastUsers = arrivals('/v2/users').at(-1) ?? Infinity;
  expect(lastUsers).toBeLessThan(arrivals(listed)[2] ?? 0);
});

// What is asked again is so for minutes before it fails, which is a matter of the unit tests.
test('one path that stays broken fails its streams, the others complete', async () => {
  await using sandbox = await startSandbox({
    ...small,
    faults: [{ at: 2, times: 1_000, path: listed, status: 400, errors: ['Something is broken'] }],
  });
  const { output, exitCode } = await read(sandbox);
  expect(exitCode).toBe(1);
  for (const stream of ['calls', 'callTranscripts']) {
    expect(output.errors(stream)).toEqual([
      expect.objectContaining({
        failure_type: 'system_error',
        message: expect.stringContaining('Something is broken'),
        internal_message: expect.stringMatching(/^HTTP 400 from GET \/v2\/calls, requestId sandbox\w+$/),
      }),
    ]);
  }
  expect(incompleteStreams(output)).toEqual(['calls', 'callTranscripts']);
  expect(findDifferences(sandbox, ['users', 'extensiveCalls', 'scorecards'], output)).toEqual([]);
});
