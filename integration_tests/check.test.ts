import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { startSandbox, type SandboxOptions } from '../src/sandbox/index.ts';
import { urlOf } from '../src/sandbox/server.ts';
import type { Output } from '../test/support/airbyte-output.ts';
import { jsonFile, runCommand } from '../test/support/run-cli.ts';
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
  const outcome = await checkFile(jsonFile({ ...sandbox.config, ...changes }));
  return { ...outcome, requests: [...sandbox.requests] };
}

const scopes = [
  ['users', 'api:users:read'],
  ['calls', 'api:calls:read:basic'],
  ['extensiveCalls', 'api:calls:read:extensive'],
  ['scorecards', 'api:settings:scorecards:read'],
  ['answeredScorecards', 'api:stats:scorecards'],
  ['callTranscripts', 'api:calls:read:transcript'],
] as const;

test('good credentials succeed with one request a stream', async () => {
  const { status, output, requests } = await checkSandbox({});
  expect(status).toBe('SUCCEEDED');
  expect(output.logs()).toEqual([]);
  expect(new Set(requests.map(({ path }) => path)).size).toBe(requests.length);
  expect(requests.length).toBeLessThanOrEqual(scopes.length);
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
  test.each(scopes)('%s: a warning names stream and scope', async (stream, scope) => {
    const { status, output } = await checkSandbox({ missingScopes: [scope] });
    expect(status).toBe('SUCCEEDED');
    expect(output.logs().map(({ level }) => level)).toEqual(['WARN']);
    expect(output.logs('WARN')[0]?.message).toMatch(new RegExp(`\\b${stream}\\b.*\\b${scope}\\b`));
  });

  test('all of them: failed', async () => {
    const { status, message } = await checkSandbox({ missingScopes: scopes.map(([, scope]) => scope) });
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
    expect([status, message]).toEqual(['FAILED', expect.stringMatching(/600 minutes.*daily quota/)]);
  });
});

describe.concurrent('a wrong address', () => {
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
