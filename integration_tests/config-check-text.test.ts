import { expect, test } from 'vitest';
import { streams } from '../src/streams/index.ts';
import { startSandbox, type SandboxOptions } from '../sandbox/src/index.ts';
import { jsonFile, runCli, type Finished } from '../test-kit/run-cli.ts';
import { credentials, forms } from './support/secrets.ts';
import { small, validConfig } from './support/sync.ts';
import { runInTerminal } from './support/terminal-session.ts';

/** What a person gets of a check, which never holds the secret. */
async function checkText(options: SandboxOptions, changes: object = {}): Promise<Finished> {
  await using sandbox = await startSandbox({ ...small, ...options });
  const finished = await runCli([
    'check',
    '--format',
    'text',
    '--config',
    jsonFile({ ...sandbox.config, requests_per_second: 100, ...changes }),
  ]);
  const { access_key, access_key_secret } = Object(sandbox.config['credentials']);
  expect(finished.stdout).not.toContain(access_key);
  expect(finished.stdout).not.toContain(access_key_secret);
  return finished;
}

test('what is well: the host, the end of the key, and a tick a stream', async () => {
  const { exitCode, stdout, stderr } = await checkText({});
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Gong +http:\/\/127\.0\.0\.1:\d+\nAccess key +ends in RDA8\n/);
  expect(stdout.match(/^✓ /gm)).toHaveLength(streams.length);
  expect(stdout).toMatch(/\nAll streams can be read\.\n$/);
});

test('a missing scope: a cross with what to do, and the others can be read', async () => {
  const { exitCode, stdout, stderr } = await checkText({ missingScopes: ['api:calls:read:transcript'] });
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^✗ callTranscripts +api:calls:read:transcript +is missing: add it to /m);
  // callTranscripts, transcriptSentences and callDocuments.
  expect(stdout.match(/^✓ /gm)).toHaveLength(streams.length - 3);
  expect(stdout).toContain(`${streams.length - 3} of ${streams.length} streams can be read.`);
});

test('a wrong key: exit 1, and the reason once', async () => {
  const { exitCode, stdout, stderr } = await checkText({}, { credentials });
  expect([exitCode, stderr]).toEqual([1, '']);
  expect(stdout.match(/Gong refused the access key/g)).toHaveLength(1);
  expect(stdout.match(/^✗ /gm)).toHaveLength(streams.length);
  expect(stdout).toMatch(/\nNo stream can be read\.\n$/);
});

test('a Gong that repeats the credentials, with what a terminal would obey, is told without either', async () => {
  await using sandbox = await startSandbox(small);
  sandbox.addFaults([{ status: 401, at: 1, times: 99, errors: [`\u001B]0;title\u0007${forms.join(' ')}`] }]);
  const config = jsonFile({ ...sandbox.config, requests_per_second: 100, credentials });
  const { exitCode, stdout, stderr } = await runCli(['check', '--format', 'text', '--config', config]);
  expect([exitCode, stderr]).toEqual([1, '']);
  expect(stdout).toContain('****');
  expect(forms.filter((form) => stdout.includes(form))).toEqual([]);
  expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
});

test.each([
  [
    'that has faults',
    jsonFile({ credentials: { auth_type: 'APIKey' } }),
    /access_key: is required; .*secret: is/,
  ],
  ['that is not there', '/nonexistent/config.json', /cannot be read \(ENOENT\)/],
])('a config %s: exit 1, and one line on stderr', async (_name, path, fault) => {
  const { exitCode, stdout, stderr } = await runCli(['check', '--format', 'text', '--config', path]);
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(fault);
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
});

test('a Gong out of reach is no cross: nothing is known of the streams', async () => {
  const path = jsonFile({ ...validConfig, api_base_url: 'http://127.0.0.1:9' });
  const { exitCode, stdout } = await runCli(['check', '--format', 'text', '--config', path]);
  expect(exitCode).toBe(1);
  expect(stdout.match(/^\? /gm)).toHaveLength(streams.length);
  expect(stdout.match(/could not be reached/g)).toHaveLength(1);
});

test('on a terminal text is the default, and json can be asked for', async () => {
  await using sandbox = await startSandbox(small);
  const words = ['check', '--config', jsonFile({ ...sandbox.config, requests_per_second: 100 })];
  const text = await runInTerminal(words);
  expect([text.exitCode, text.screen.match(/^✓ /gm)?.length]).toEqual([0, streams.length]);
  const json = await runInTerminal([...words, '--format', 'json']);
  expect(JSON.parse(json.screen)).toEqual({
    type: 'CONNECTION_STATUS',
    connectionStatus: { status: 'SUCCEEDED' },
  });
});

test('a format that is not known is a wrong command line', async () => {
  const { exitCode, stdout, stderr } = await runCli(['check', '--format', 'xml', '--config', 'config.json']);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Allowed choices are text, json');
});
