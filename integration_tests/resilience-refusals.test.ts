import { expect, test } from 'vitest';
import { startSandbox } from '../src/sandbox/index.ts';
import type { ErrorTrace } from '../test/support/airbyte-message.ts';
import type { Output } from '../test/support/airbyte-output.ts';
import { findDifferences } from '../test/support/expected-rows.ts';
import {
  everyStream,
  incompleteStreams,
  read,
  small,
  type FinishedRead,
} from '../test/support/read-sandbox.ts';
import type { StreamName } from '../test/support/truth.ts';

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
    faults: [{ at: 1, path: '/v2/calls', status: 404, errors: [text] }],
  });
  const { output, exitCode } = await read(sandbox, { streams: ['calls', 'callTranscripts'] });
  expect(exitCode).toBe(0);
  expect(output.of('RECORD')).toEqual([]);
  expect(output.states('callTranscripts')).toHaveLength(1);
});

test.each<[string, StreamName[]]>([
  ['api:calls:read:transcript', ['callTranscripts']],
  ['api:stats:scorecards', ['answeredScorecards']],
  ['api:calls:read:basic', ['calls', 'callTranscripts']],
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

test('wrong credentials fail every stream with what to check, and no secret is shown', async () => {
  await using sandbox = await startSandbox(small);
  const access_key_secret = 'a-secret-that-is-wrong-today';
  const credentials = { ...Object(sandbox.config['credentials']), access_key_secret };
  const { output, exitCode, stdout } = await read(sandbox, { config: { credentials } });
  expect(exitCode).toBe(1);
  expect(stdout).not.toContain(access_key_secret);
  for (const stream of everyStream) {
    expect(errorOf(output, stream)).toMatchObject({
      failure_type: 'config_error',
      message: expect.stringContaining('access key'),
    });
  }
});
