import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { parseOutput } from '../test-kit/airbyte-output.ts';
import { jsonFile, runCli, type Finished } from '../test-kit/run-cli.ts';
import { runInShell } from '../test-kit/run-in-shell.ts';
import { startCli } from '../test-kit/start-cli.ts';
import { small, validConfig } from './support/sync.ts';

const key = { GONG_ACCESS_KEY: 'a-key-of-nobody', GONG_ACCESS_KEY_SECRET: 'its-secret' };

/** Writes a text to the stdin of the CLI. */
async function pipeInto(words: readonly string[], input: string): Promise<Finished> {
  const { child, finished } = startCli(words);
  child.stdin.end(input);
  return await finished;
}

function statusOf({ exitCode, stdout }: Finished): { status: string; message?: string } {
  expect(exitCode).toBe(0);
  return parseOutput(stdout).single('CONNECTION_STATUS').connectionStatus;
}

test('the environment is a config, and --config goes before it', async () => {
  await using sandbox = await startSandbox(small);
  const { access_key, access_key_secret } = Object(sandbox.config['credentials']);
  const environment = { GONG_ACCESS_KEY: access_key, GONG_ACCESS_KEY_SECRET: access_key_secret };
  const checked = await runCli(['check'], {
    ...environment,
    GONG_API_BASE_URL: sandbox.url,
    GONG_START_DATE: '2026-01-31T00:00:00Z',
  });
  expect(statusOf(checked)).toEqual({ status: 'SUCCEEDED' });
  const wrong = { ...validConfig, api_base_url: sandbox.url };
  const { status } = statusOf(await runCli(['check', '--config', jsonFile(wrong)], environment));
  expect(status).toBe('FAILED');
});

test('variables that do not count are named to people, in one line, and not in a pipe', async () => {
  await using sandbox = await startSandbox(small);
  const words = ['api', 'GET', '/v2/settings/scorecards', '--config', jsonFile(sandbox.config)];
  const variables = { GONG_ACCESS_KEY: '', GONG_API_BASE_URL: sandbox.url, GONG_START_DATE: '2026-01-31' };
  const { exitCode, stderr } = await runCli(words, variables);
  expect([exitCode, stderr]).toEqual([
    0,
    'warning: Set in the environment, but without effect: GONG_API_BASE_URL, GONG_START_DATE. The whole config comes from the file.\n',
  ]);
  const piped = await runCli(['discover', '--config', jsonFile(sandbox.config)], variables);
  expect([piped.stderr, parseOutput(piped.stdout).logs('WARN')]).toEqual(['', []]);
});

test('half of an environment names the variable that is missing', async () => {
  const { GONG_ACCESS_KEY } = key;
  const { exitCode, stdout } = await runCli(['discover'], { GONG_ACCESS_KEY });
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining('GONG_ACCESS_KEY_SECRET: is required')]);
});

test.each(['check', 'discover', 'read'])(
  '%s without any config: exit 2, and both ways are named',
  async (verb) => {
    const catalog = verb === 'read' ? ['--catalog', jsonFile({})] : [];
    const { exitCode, stdout, stderr } = await runCli([verb, ...catalog], {
      GONG_ACCESS_KEY: '',
      GONG_ACCESS_KEY_SECRET: '',
    });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: there is no config\. .*--config <file>.*GONG_ACCESS_KEY/);
  },
);

test('without either, a config.json of the folder is the config', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-gong-'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(validConfig));
  const { exitCode, stdout } = await runCli(['discover'], {}, folder);
  expect([exitCode, parseOutput(stdout).of('CATALOG').length]).toEqual([0, 1]);
  const other = await runCli(['discover'], { GONG_ACCESS_KEY: 'half of one' }, folder);
  expect([other.exitCode, other.stdout]).toEqual([1, expect.stringContaining('GONG_ACCESS_KEY_SECRET')]);
});

test('a config comes from a pipe or from a file on stdin', async () => {
  const text = JSON.stringify(validConfig);
  const piped = await pipeInto(['discover', '--config', '-'], text);
  expect([piped.exitCode, parseOutput(piped.stdout).of('CATALOG').length]).toEqual([0, 1]);
  const words = ['discover', '--config', '-'];
  const { exitCode } = await runInShell(words, {
    redirect: `<${jsonFile(validConfig)}`,
    pipe: 'cat >/dev/null',
  });
  expect(exitCode).toBe(0);
});

test.each([
  [
    '{"credentials": {"access_key": "TOPSECRET",}}',
    ' (line 1, column 43: the comma before a closing bracket',
  ],
  ['credentials:\n  access_key: TOPSECRET\n', ': it looks like YAML'],
  ['', ': it is empty'],
])('%j on stdin is told by its fault', async (text, fault) => {
  const { exitCode, stdout } = await pipeInto(['discover', '--config', '-'], text);
  expect([exitCode, stdout]).toEqual([
    1,
    expect.stringContaining(`The config on stdin is not valid JSON${fault}`),
  ]);
  expect(stdout).not.toContain('TOPSECRET');
});

test('a signal ends the wait for stdin', async () => {
  const { child, finished } = startCli(['discover', '--config', '-', '--debug']);
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  child.kill('SIGTERM');
  expect(await finished).toMatchObject({ signal: 'SIGTERM', stdout: '' });
});

test('a pipe is told in a log what a terminal is told in a warning', async () => {
  const path = jsonFile({ ...validConfig, start_dat: '2026-01-01T00:00:00Z' });
  const { exitCode, stdout, stderr } = await runCli(['discover', '--config', path]);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(
    parseOutput(stdout)
      .logs('WARN')
      .map(({ message }) => message),
  ).toEqual(["The config's start_dat is not known and has no effect; did you mean start_date?"]);
});

test('an address of the browser is refused, and the right one named', async () => {
  const path = jsonFile({ ...validConfig, api_base_url: 'us-12345.app.gong.io/company/api' });
  expect(statusOf(await runCli(['check', '--config', path]))).toEqual({
    status: 'FAILED',
    message:
      "Config validation error: api_base_url: is the address of Gong's web pages; give the one of its API, https://us-12345.api.gong.io.",
  });
});
