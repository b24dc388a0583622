import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import type { ErrorTrace } from '../test-kit/airbyte-message.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { findDifferences } from '../test-kit/expected-rows.ts';
import {
  everyStream,
  incompleteStreams,
  read,
  readToTruth,
  small,
  type FinishedRead,
} from '../test-kit/read-sandbox.ts';
import type { StreamName } from '../test-kit/truth.ts';

/** One failure for each of these streams, and all of every other one. */
async function readAllBut(
  failing: readonly StreamName[],
  sandbox: Awaited<ReturnType<typeof startSandbox>>,
): Promise<FinishedRead> {
  const finished = await read(sandbox);
  const { output, exitCode } = finished;
  expect(exitCode).toBe(1);
  expect(incompleteStreams(output)).toEqual(failing);
  expect(output.errors()).toHaveLength(failing.length);
  const others = everyStream.filter((stream) => !failing.includes(stream));
  expect(findDifferences(sandbox, others, output)).toEqual([]);
  return finished;
}

function errorOf(output: Output, stream: StreamName): Partial<ErrorTrace> {
  return output.errors(stream)[0] ?? {};
}

test('an answer of another shape is a defect to report, of that stream alone', async () => {
  await using sandbox = await startSandbox({
    ...small,
    faults: [{ at: 2, path: '/v2/calls/extensive', wrongShape: true }],
  });
  const { output } = await readAllBut(['extensiveCalls'], sandbox);
  expect(errorOf(output, 'extensiveCalls')).toMatchObject({
    failure_type: 'system_error',
    message: expect.stringContaining('/v2/calls/extensive'),
    internal_message: expect.stringContaining('status, result'),
  });
  // The keys are told, the values are not.
  expect(JSON.stringify(output.errors())).not.toContain('items');
});

test('a 404 with any other text than "no data" is a wrong address', async () => {
  await using sandbox = await startSandbox({
    ...small,
    faults: [
      { at: 1, path: '/v2/settings/scorecards', status: 404, errors: ['No handler found for this path'] },
    ],
  });
  const { output } = await readAllBut(['scorecards'], sandbox);
  expect(errorOf(output, 'scorecards')).toMatchObject({
    failure_type: 'config_error',
    message: expect.stringMatching(/api_base_url/),
  });
  expect(errorOf(output, 'scorecards').message).toContain('No handler found for this path');
});

test.each([
  'No calls found corresponding to the provided filters',
  'No calls found for the specified period',
])('a 404 "%s" is no error', async (text) => {
  await using sandbox = await startSandbox({
    ...small,
    faults: [{ at: 1, times: 100, path: '/v2/calls', status: 404, errors: [text] }],
  });
  const { output, exitCode } = await read(sandbox, { streams: ['calls', 'callTranscripts'] });
  expect(exitCode).toBe(0);
  expect(output.of('RECORD')).toEqual([]);
  const { started } = output.states('callTranscripts').at(-1) ?? {};
  expect(Math.abs(Date.parse(String(started)) - Date.now())).toBeLessThan(60_000);
});

test.each<[string, StreamName[]]>([
  ['api:calls:read:transcript', ['callTranscripts']],
  ['api:stats:scorecards', ['answeredScorecards']],
  ['api:calls:read:extensive', ['extensiveCalls']],
])('without the scope %s only what needs it fails', async (scope, failing) => {
  await using sandbox = await startSandbox({ ...small, missingScopes: [scope] });
  const { output } = await readAllBut(failing, sandbox);
  for (const stream of failing) {
    const error = errorOf(output, stream);
    expect(error.failure_type).toBe('config_error');
    expect(error.message).toContain(`the scope ${scope} is missing`);
    expect(error.message).toContain(`You don't have permission to use '${scope}' in your app.`);
  }
  // Every refusal is final: none is asked again.
  const refused = sandbox.requests.filter(({ status }) => status === 401);
  expect(new Set(refused.map(({ query, body }) => JSON.stringify([query, body]))).size).toBe(refused.length);
});

test('without the scope api:calls:read:extensive, calls and transcripts come from the list of calls', async () => {
  await using sandbox = await startSandbox({ ...small, missingScopes: ['api:calls:read:extensive'] });
  const { output } = await readAllBut(['extensiveCalls'], sandbox);
  expect(output.logs('WARN')).toEqual([
    expect.objectContaining({
      message: expect.stringContaining('calls and callTranscripts are read from the list of calls instead'),
    }),
  ]);
});

test('without the scope api:calls:read:basic nothing fails where the list of contents is read', async () => {
  await using sandbox = await startSandbox({ ...small, missingScopes: ['api:calls:read:basic'] });
  const { output } = await readToTruth(sandbox);
  expect(output.logs('WARN')).toEqual([]);
});

test('without the scope api:calls:read:basic both streams of that list fail where it is their only one', async () => {
  await using sandbox = await startSandbox({ ...small, missingScopes: ['api:calls:read:basic'] });
  const streams = ['users', 'calls', 'callTranscripts'] as const;
  const { output, exitCode } = await read(sandbox, { streams, rules: { sharedErrors: true } });
  expect(exitCode).toBe(1);
  expect(incompleteStreams(output)).toEqual(['calls', 'callTranscripts']);
  expect(output.errors()).toEqual([
    expect.objectContaining({
      failure_type: 'config_error',
      message: expect.stringContaining('the scope api:calls:read:basic is missing'),
    }),
  ]);
  expect(findDifferences(sandbox, ['users'], output)).toEqual([]);
  const refused = sandbox.requests.filter(({ status }) => status === 401);
  expect(new Set(refused.map(({ query, body }) => JSON.stringify([query, body]))).size).toBe(refused.length);
});

test('C20: wrong credentials are told once, with what to check, no stack trace and no secret', async () => {
  await using sandbox = await startSandbox(small);
  const access_key_secret = 'a-secret-that-is-wrong-today';
  const credentials = { ...Object(sandbox.config['credentials']), access_key_secret };
  const rules = { sharedErrors: true };
  const { output, exitCode, stdout } = await read(sandbox, { config: { credentials }, rules });
  expect(exitCode).toBe(1);
  expect(stdout).not.toContain(access_key_secret);
  expect(output.errors()).toEqual([
    expect.objectContaining({
      failure_type: 'config_error',
      message: expect.stringContaining('access key'),
    }),
  ]);
  expect(output.errors()[0]).not.toHaveProperty('stack_trace');
  expect(incompleteStreams(output)).toEqual(everyStream);
});
