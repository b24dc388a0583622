import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { CLI, jsonFile, runCli } from '../test-kit/run-cli.ts';
import { startScriptedGong } from './support/scripted-gong.ts';
import { credentials, forms } from './support/secrets.ts';
import { small } from './support/sync.ts';

const sandbox = await startSandbox({ ...small, pageSize: 10 });
afterAll(() => sandbox.close());

const config = ['--config', jsonFile(sandbox.config)];

describe('a list', () => {
  test('is printed as Gong sends it', async () => {
    const { exitCode, stdout, stderr } = await runCli([
      'api',
      'get',
      'v2//users?includeAvatars=true',
      ...config,
    ]);
    expect([exitCode, stderr, stdout.split('\n')]).toEqual([0, '', [expect.any(String), '']]);
    const users = [...sandbox.truth('users', { includeAvatars: true })].map((user): unknown =>
      JSON.parse(user),
    );
    expect(JSON.parse(stdout)).toEqual({
      requestId: expect.any(String),
      records: expect.objectContaining({ totalRecords: users.length, cursor: expect.any(String) }),
      users: users.slice(0, 10),
    });
  });

  test('is followed to its last page, one item a line', async () => {
    const filter = JSON.stringify({ filter: {} });
    const transcripts = await runCli([
      'api',
      'POST',
      '/v2/calls/transcript',
      '--body',
      filter,
      '--paginate',
      ...config,
    ]);
    expect(transcripts).toMatchObject({ exitCode: 0, stderr: '' });
    expect(transcripts.stdout.split('\n').toSorted()).toEqual(
      [...sandbox.truth('callTranscripts'), ''].toSorted(),
    );
  });

  test('that breaks off has printed what came, and fails', async () => {
    sandbox.addFaults([
      { at: 1, path: '/v2/users', atCursor: true, status: 400, errors: ['cursor has expired'] },
    ]);
    const { exitCode, stdout, stderr } = await runCli(['api', 'GET', '/v2/users', '--paginate', ...config]);
    expect([exitCode, stderr]).toEqual([1, 'error: Gong says: cursor has expired (HTTP 400)\n']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, 10)).toEqual([...sandbox.truth('users')].slice(0, 10));
    expect(lines.slice(10).map((line): unknown => JSON.parse(line))).toEqual([
      { requestId: expect.any(String), errors: ['cursor has expired'] },
    ]);
  });
});

describe('Gong’s errors come as they are', () => {
  test.each([
    ['GET', '/v2/calls/1', ['Call ID was not found'], 'Gong says: Call ID was not found (HTTP 404)'],
    [
      'GET',
      '/v2/calls?fromDateTime=1999-01-01T00:00:00Z&toDateTime=1999-01-02T00:00:00Z',
      ['No calls found corresponding to the provided filters'],
      'Gong says: No calls found',
    ],
    ['POST', '/v2/calls/transcript', [expect.stringContaining('filter')], '(HTTP 400)'],
    [
      'GET',
      '/v2/permission-profile?profileId=1',
      ['The requested path is not part of this API'],
      '(HTTP 404)',
    ],
  ])('%s %s', async (method, path, errors, message) => {
    const { exitCode, stdout, stderr } = await runCli(['api', method, path, ...config]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ requestId: expect.any(String), errors });
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });

  test('and a second at the rate limit is sat out without a word', async () => {
    sandbox.addFaults([{ at: 1, path: '/v2/settings/scorecards', status: 429, retryAfter: '1' }]);
    const { exitCode, stdout, stderr } = await runCli(['api', 'GET', '/v2/settings/scorecards', ...config]);
    expect([exitCode, JSON.parse(stdout).scorecards.length]).toEqual([0, 6]);
    expect(stderr).toBe('');
  });
});

describe('nothing is requested where', () => {
  test.each([
    [['GET', 'https://evil.example/v2/users', ...config], 'without a host'],
    [['GET', '//evil.example/v2/users', ...config], 'without a host'],
    [['POST', '/v2/calls/transcript/../../meetings', ...config], 'only read'],
    [['DELETE', '/v2/users', ...config], 'only read'],
    [['GET', '/v2/users', '--body', '{}', ...config], 'a GET has no body'],
    [['GET', '/v2/users'], 'there is no config'],
    [['POST', '/v2/tasks', '--body', '-', '--config', '-'], 'cannot both be read from stdin'],
  ])('%j', async (words, message) => {
    sandbox.resetRequests();
    const { exitCode, stdout, stderr } = await runCli(['api', ...words]);
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
    expect(sandbox.requests).toEqual([]);
  });

  test('the body is no JSON: its place is named, and nothing of it', async () => {
    const words = ['api', 'POST', '/v2/tasks', '--body', '{"filter": {"userId": secret}}', ...config];
    const { exitCode, stdout, stderr } = await runCli(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('line 1, column 23');
    expect(stderr).not.toContain('secret');
  });
});

test('long integers keep their digits, in a body from text, file or stdin and in what is printed', async () => {
  const id = '7782342274025937895';
  await using gong = await startScriptedGong(() => ({ body: `{"callTranscripts":[{"callId":${id}}]}` }));
  const body = `{"filter": {"callIds": [${id}]}}`;
  const path = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'body');
  writeFileSync(path, body);
  const words = ['api', 'POST', '/v2/calls/transcript', '--config', jsonFile(gong.config), '--body'];
  const expected = `{"callTranscripts":[{"callId":"${id}"}]}\n`;
  expect(await runCli([...words, body])).toMatchObject({ exitCode: 0, stdout: expected, stderr: '' });
  expect(await runCli([...words, `@${path}`])).toMatchObject({ exitCode: 0, stdout: expected });
  const child = spawn(process.execPath, [CLI, ...words, '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(body);
  expect(await text(child.stdout)).toBe(expected);
  const sent = `{"filter":{"callIds":["${id}"]}}`;
  expect(gong.requests.map((request) => request.body)).toEqual([sent, sent, sent]);
});

test.each([200, 401, 404])(
  'secrets that an answer %d repeats are masked, and --debug keeps to stderr',
  async (status) => {
    const errors = [forms.join(' ')];
    await using other = await startSandbox({ ...small, faults: [{ at: 1, times: 9, status, errors }] });
    const words = [
      'api',
      'GET',
      '/v2/users',
      '--debug',
      '--config',
      jsonFile({ ...other.config, credentials }),
    ];
    const { exitCode, stdout, stderr } = await runCli(words, { LOG_LEVEL: 'debug' });
    expect(exitCode).toBe(status === 200 ? 0 : 1);
    expect(JSON.parse(stdout).errors[0]).toMatch(/^[* ]+$/);
    expect(stderr).toContain(`debug: GET /v2/users: HTTP ${status}`);
    const printed = `${stdout}${stderr}`.replaceAll(/\\(["\\])/g, '$1');
    expect(forms.filter((form) => printed.includes(form) || stdout.includes(form))).toEqual([]);
  },
);
