import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { startSandbox, type SandboxOptions } from '../sandbox/src/index.ts';
import { urlOf } from '../sandbox/src/server.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { streams } from '../src/streams/index.ts';
import { jsonFile, runCommand } from '../test-kit/run-cli.ts';
import { small, validConfig } from './support/sync.ts';

/** Checks a config that stands in a file, and holds the answer to what is always true of it. */
async function checkFile(path: string): Promise<{ status: string; message: string; output: Output }> {
  const { exitCode, stderr, output } = await runCommand('check', '--config', path);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(output.messages.filter(({ type }) => type !== 'LOG')).toHaveLength(1);
  const { status, message = '' } = output.single('CONNECTION_STATUS').connectionStatus;
  // A success says nothing, a failure a sentence.
  expect(message).toMatch(status === 'FAILED' ? /^\S.{20,}\.$/s : /^$/);
  return { status, message, output };
}

async function checkSandbox(options: SandboxOptions, changes: object = {}) {
  await using sandbox = await startSandbox({ ...small, ...options });
  const outcome = await checkFile(jsonFile({ ...sandbox.config, requests_per_second: 100, ...changes }));
  return { ...outcome, requests: [...sandbox.requests] };
}

const scopes = [...new Set(streams.map(({ scope }) => scope))];

/** The streams that cannot be read without it. */
function streamsOf(scope: string): string[] {
  return streams
    .filter((stream) => [stream.scope, ...stream.parentScopes].includes(scope))
    .map(({ name }) => name);
}

test('good credentials succeed with one request a scope', async () => {
  const { status, output, requests } = await checkSandbox({});
  expect(status).toBe('SUCCEEDED');
  expect(output.logs()).toEqual([]);
  expect(requests).toHaveLength(scopes.length);
});

test.each([{ calls: 0 }, { calls: 0, scorecards: 0, users: 0 }])(
  '%j: an empty account is fine',
  async (options) => {
    expect(await checkSandbox(options)).toMatchObject({ status: 'SUCCEEDED' });
  },
);

test('wrong credentials fail in Gong’s own words', async () => {
  const credentials = { auth_type: 'APIKey', access_key: 'WRONGKEY', access_key_secret: 'wrongsecret' };
  const { status, message } = await checkSandbox({}, { credentials });
  expect(status).toBe('FAILED');
  expect(message).toContain('Unauthorized access. Please check the access key and the access key secret');
  expect(message).not.toMatch(/WRONGKEY|wrongsecret/);
});

describe.concurrent('a missing scope', () => {
  test.each([
    'api:users:read',
    'api:calls:read:extensive',
    'api:calls:read:transcript',
    'api:workspaces:read',
    'api:flows:read',
    'api:logs:read',
  ])('%s: one warning names it and its streams', async (scope) => {
    const { status, output } = await checkSandbox({ missingScopes: [scope] });
    expect(status).toBe('SUCCEEDED');
    expect(output.logs().map(({ level }) => level)).toEqual(['WARN']);
    const { message = '' } = output.logs('WARN')[0] ?? {};
    expect(message).toMatch(new RegExp(`streams? ${streamsOf(scope).join(', ')}; .*\\b${scope}\\b`));
  });

  test.each([
    [['api:calls:read:basic'], 'only in a sync that reads extensiveCalls as well'],
    [['api:calls:read:basic', 'api:calls:read:extensive'], 'cannot be read'],
  ])('%j: a warning names the streams that begin from the list of calls', async (missingScopes, remedy) => {
    const { status, output } = await checkSandbox({ missingScopes });
    expect(status).toBe('SUCCEEDED');
    const warnings = output.logs('WARN').map(({ message }) => message);
    expect(warnings).toHaveLength(missingScopes.length + 1);
    expect(warnings.at(-1)).toMatch(
      new RegExp(`callTranscripts.*callUsersAccess.*: .*scope api:calls:read:basic.*${remedy}`),
    );
  });

  test('all of them: failed', async () => {
    const { status, message } = await checkSandbox({ missingScopes: scopes });
    expect(status).toBe('FAILED');
    expect(message).toContain('api:');
  });
});

describe.concurrent('troubles on the way', () => {
  test.each([
    { status: 429, retryAfter: '1' },
    { status: 429 },
    { status: 500 },
    { status: 503, retryAfter: '1' },
    { reset: true },
    { truncate: true },
    { html: true },
  ])('%j once is sat out', async (fault) => {
    const { status, requests } = await checkSandbox({ faults: [{ ...fault, at: 2 }] });
    expect([status, requests.length]).toEqual(['SUCCEEDED', scopes.length + 1]);
  });

  test('a quota that is spent fails at once and says so', async () => {
    const { status, message } = await checkSandbox({
      faults: [{ at: 1, times: 99, status: 429, retryAfter: '36000' }],
    });
    expect([status, message]).toEqual(['FAILED', expect.stringMatching(/10 h 0 min.*daily quota/)]);
  });
});

const untilWhen = /until 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ.*daily quota/;

test('C15: a quota that is spent fails at once, with the time at which it comes back', async () => {
  const started = performance.now();
  const { status, message } = await checkSandbox({
    faults: [{ at: 1, times: 99, status: 429, retryAfter: '36000' }],
  });
  expect([status, message]).toEqual(['FAILED', expect.stringMatching(untilWhen)]);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test.each([1, 3])(
  'C15: a quota that is spent after %i requests is one warning',
  async (dailyRequestLimit) => {
    const started = performance.now();
    const { status, output } = await checkSandbox(
      { dailyRequestLimit, dailyRetryAfterSeconds: 36_000 },
      { daily_request_limit: 10_000 },
    );
    expect(status).toBe('SUCCEEDED');
    expect(output.logs().map(({ level, message }) => [level, message])).toEqual([
      ['WARN', expect.stringMatching(/^Not checked, for the same reason: \w+(?:, \w+)+\. /)],
    ]);
    expect(output.logs('WARN')[0]?.message).toMatch(untilWhen);
    expect(performance.now() - started).toBeLessThan(5_000);
  },
);

test('C17: no call where users are recorded is probably a matter of permissions', async () => {
  const { status, output, requests } = await checkSandbox({ calls: 0 });
  expect(status).toBe('SUCCEEDED');
  expect(output.logs('WARN').map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /lists no call of the last 90 days.*user who created the access key, or authorised the app, probably may not/,
    ),
  ]);
  expect(requests).toHaveLength(scopes.length);
});

test.each([
  ['nobody is recorded', { calls: 0, users: 0 }],
  ['the last call was weeks ago', { until: new Date(Date.now() - 40 * 86_400_000).toISOString() }],
  ['the calls cannot be read', { calls: 0, missingScopes: ['api:calls:read:basic'] }],
  ['the users cannot be read', { calls: 0, missingScopes: ['api:users:read'] }],
])('no calls are no matter of permissions where %s', async (_name, options) => {
  const { status, output } = await checkSandbox(options);
  expect(status).toBe('SUCCEEDED');
  expect(output.logs('WARN').filter(({ message }) => message.includes('90 days'))).toEqual([]);
});

test('L7: a start in the future is a warning', async () => {
  const start_date = `${new Date().getFullYear() + 1}-12-31T00:00:00Z`;
  const { status, output } = await checkSandbox({}, { start_date });
  expect(status).toBe('SUCCEEDED');
  expect(output.logs().map(({ level, message }) => [level, message])).toEqual([
    ['WARN', expect.stringMatching(/^start_date lies in the future/)],
  ]);
  expect(JSON.stringify(output.logs())).not.toContain(start_date);
});

describe.concurrent('a wrong address', () => {
  test('C9: https to a port that speaks http is no matter of certificates', async () => {
    await using sandbox = await startSandbox(small);
    const address = sandbox.url.replace('http:', 'https:');
    const { status, message } = await checkFile(jsonFile({ ...sandbox.config, api_base_url: address }));
    expect([status, message]).toEqual(['FAILED', expect.stringContaining(`${address} could not be reached`)]);
    expect(message).not.toContain('certificate');
  });

  test('where nobody listens', async () => {
    const { status, message } = await checkSandbox({}, { api_base_url: 'http://127.0.0.1:9' });
    expect([status, message]).toEqual(['FAILED', expect.stringContaining('http://127.0.0.1:9')]);
    expect(message).toContain('api_base_url');
  });

  test.each([
    [404, 'text/html', '<html><body>Not found</body></html>'],
    [200, 'text/html', '<html><body>Please sign in</body></html>'],
    [302, 'text/html', ''],
    [404, 'application/json', '{"errors":["The requested path is not part of this API"]}'],
    [200, 'application/json', '{"status":"ok"}'],
  ])('where another service answers %i %s', async (status, type, body) => {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': type, location: '/' }).end(body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = urlOf(server);
    const outcome = await checkFile(jsonFile({ ...validConfig, api_base_url: url }));
    server.close();
    expect(outcome).toMatchObject({ status: 'FAILED', message: expect.stringContaining('api_base_url') });
    expect(outcome.message).toContain(url);
  });
});
