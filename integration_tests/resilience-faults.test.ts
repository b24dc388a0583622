import { describe, expect, test } from 'vitest';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/src/index.ts';
import { findDifferences } from '../test-kit/expected-rows.ts';
import { everyStream, incompleteStreams, read, readToTruth, small } from '../test-kit/read-sandbox.ts';

const listed = '/v2/calls';
const posted = '/v2/calls/extensive';

/** How many requests of a path were sent again. */
function repeats(sandbox: Sandbox, path: string): number {
  const all = sandbox.requests.filter((request) => request.path === path);
  return all.length - new Set(all.map(({ query, body }) => JSON.stringify([query, body]))).size;
}

/** With the content of calls their list comes along, so each of the two is read by itself. */
const lists = [
  ['GET', listed, ['users', 'calls', 'scorecards', 'answeredScorecards', 'callTranscripts']],
  ['POST', posted, ['users', 'calls', 'extensiveCalls', 'callTranscripts']],
] as const;

const faults: [string, Omit<Fault, 'at' | 'path'>][] = [
  ['500', { status: 500 }],
  ['502 with a web page', { status: 502, html: true }],
  ['503 with Retry-After', { status: 503, retryAfter: '1' }],
  ['408', { status: 408 }],
  ['a reset connection', { reset: true }],
  ['a truncated answer', { truncate: true }],
  ['malformed JSON', { malformed: true }],
  ['a web page for an answer', { html: true }],
];

describe.each(lists)('%s %s', (method, path, streams) => {
  test.concurrent.each(faults)('%s is tried again and nothing is lost', async (_what, fault) => {
    await using sandbox = await startSandbox({ ...small, faults: [{ ...fault, at: 3, path }] });
    const { output } = await readToTruth(sandbox, { streams });
    expect(repeats(sandbox, path)).toBe(1);
    expect(output.logs('WARN').map(({ message }) => message)).toEqual([
      expect.stringMatching(new RegExp(`${method} ${path}(?!/).*: attempt 2 in`)),
    ]);
  });

  test('a slow answer is waited for, and the others go on meanwhile', async () => {
    await using sandbox = await startSandbox({
      ...small,
      faults: [{ slowMilliseconds: 1_500, at: 2, path }],
    });
    const { output } = await readToTruth(sandbox, { streams });
    expect(repeats(sandbox, path)).toBe(0);
    expect(output.logs('WARN')).toEqual([]);
    const arrivals = (of: string): number[] =>
      sandbox.requests.filter((request) => request.path === of).map(({ atMilliseconds }) => atMilliseconds);
    const slow = arrivals(path)[1] ?? Infinity;
    expect(arrivals('/v2/users').at(-1)).toBeLessThan(slow + 1_500);
    // Other windows of the list too.
    expect(arrivals(path).filter((at) => at > slow && at < slow + 1_500).length).toBeGreaterThan(0);
  });
});

// What is asked again is so for minutes before it fails, which is a matter of the unit tests.
test('one path that stays broken fails its streams, the others complete', async () => {
  await using sandbox = await startSandbox({
    ...small,
    faults: [{ at: 2, times: 1_000, path: listed, status: 400, errors: ['Something is broken'] }],
  });
  const streams = ['users', 'calls', 'scorecards', 'answeredScorecards', 'callTranscripts'] as const;
  const { output, exitCode } = await read(sandbox, { streams, rules: { sharedErrors: true } });
  expect(exitCode).toBe(1);
  // Both streams read that list: the reason is told once.
  expect(output.errors()).toEqual([
    expect.objectContaining({
      failure_type: 'system_error',
      message: expect.stringContaining('Something is broken'),
      internal_message: expect.stringMatching(/^HTTP 400 from GET \/v2\/calls, requestId sandbox\w+$/),
    }),
  ]);
  expect(incompleteStreams(output)).toEqual(['calls', 'callTranscripts']);
  const others = ['users', 'scorecards', 'answeredScorecards'] as const;
  expect(findDifferences(sandbox, others, output)).toEqual([]);
});

test('calls and transcripts go on with their own list where that of the contents stays broken', async () => {
  await using sandbox = await startSandbox({
    ...small,
    faults: [{ at: 2, times: 1_000, path: posted, status: 400, errors: ['Something is broken'] }],
  });
  const { output, exitCode } = await read(sandbox);
  expect(exitCode).toBe(1);
  expect(output.errors()).toEqual([
    expect.objectContaining({ stream_descriptor: { name: 'extensiveCalls' } }),
  ]);
  expect(incompleteStreams(output)).toEqual(['extensiveCalls']);
  const others = everyStream.filter((stream) => stream !== 'extensiveCalls');
  expect(findDifferences(sandbox, others, output)).toEqual([]);
  expect(output.logs('WARN').map(({ message }) => message)).toContainEqual(
    expect.stringContaining('calls and callTranscripts are read from the list of calls instead'),
  );
});
