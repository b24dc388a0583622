import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { choose, small, sync, validConfig } from './support/sync.ts';

function textFile(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'file.json');
  writeFileSync(path, text);
  return path;
}

function nested(levels: number, inner: string): string {
  return `${'{"a":'.repeat(levels)}${inner}${'}'.repeat(levels)}`;
}

const deep = nested(100_000, '1');

test.each([
  ['as a whole', deep],
  ['in its credentials', `{"credentials":${deep}}`],
  ['in a key of others', `{"credentials":${JSON.stringify(validConfig.credentials)},"more":${deep}}`],
])(
  'C4: a config nested 100,000 levels deep %s is FAILED at check, a config_error elsewhere',
  async (_name, text) => {
    const config = ['--config', textFile(text)];
    const { exitCode, stderr, output } = await runCommand('check', ...config);
    expect([exitCode, stderr, output.messages.length]).toEqual([0, '', 1]);
    expect(output.single('CONNECTION_STATUS').connectionStatus).toMatchObject({
      status: 'FAILED',
      message: expect.stringContaining('levels deep'),
    });
    for (const words of [
      ['discover', ...config],
      ['read', ...config, '--catalog', jsonFile(await choose(['users']))],
    ]) {
      const failed = await runCommand(...words);
      expect([failed.exitCode, failed.stderr]).toEqual([1, '']);
      expect(failed.output.errors()).toMatchObject([{ failure_type: 'config_error' }]);
    }
  },
);

test.each(['--catalog', '--state'])('C4: %s nested 100,000 levels deep is a config_error', async (option) => {
  const files = { '--catalog': jsonFile(await choose(['users'])), [option]: textFile(deep) };
  const words = ['read', '--config', jsonFile(validConfig), ...Object.entries(files).flat()];
  const { exitCode, stderr, output } = await runCommand(...words);
  expect([exitCode, stderr]).toEqual([1, '']);
  expect(output.errors()).toMatchObject([{ failure_type: 'config_error' }]);
});

const leaked = { credentials: { auth_type: 'APIKey', access_key: 'TOPKEY', access_key_secret: 'TOPSECRET' } };
test.each([
  ['as it is', JSON.stringify(leaked)],
  ['in a list', JSON.stringify([leaked])],
  ['quoted twice', JSON.stringify(JSON.stringify(leaked))],
  ['behind blanks', `  \n${JSON.stringify([leaked])}`],
  ['behind a byte order mark', `\uFEFF${JSON.stringify([leaked])}`],
])('K2: a config %s in place of a path or a word is not repeated', async (_name, text) => {
  const config = jsonFile(validConfig);
  for (const [exitCode, ...words] of [
    [0, 'check', '--config', text],
    [1, 'discover', '--config', text],
    [1, 'read', '--config', text, '--catalog', config],
    [1, 'read', '--config', config, '--catalog', text],
    [2, text],
    [2, 'check', text],
    [2, 'check', '--config', config, text],
    [2, 'check', `--config-file=${text}`],
    [2, `-h${text}`],
  ] as const) {
    const finished = await runCli(words);
    const printed = finished.stdout + finished.stderr;
    expect([finished.exitCode, words.at(0), printed]).toEqual([
      exitCode,
      words.at(0),
      expect.not.stringMatching(/TOPKEY|TOPSECRET|access_key/),
    ]);
    expect(printed).toMatch(exitCode === 2 ? /^error: / : /expects the path of a JSON file/);
  }
});

test('K1: a secret of 40,000 characters is a normal failure, and is not told', async () => {
  await using sandbox = await startSandbox(small);
  const secret = 'k/'.repeat(20_000);
  const credentials = { auth_type: 'APIKey', access_key: 'KEYKEYKEY', access_key_secret: secret };
  const { exitCode, stdout, stderr } = await runCli([
    'check',
    '--config',
    jsonFile({ ...sandbox.config, credentials }),
  ]);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toContain('CONNECTION_STATUS');
  expect(stdout).not.toContain(secret.slice(0, 100));
});

test('C13: a secret with a line break works, with a warning', async () => {
  await using sandbox = await startSandbox(small);
  const { auth_type, access_key, access_key_secret } = Object(sandbox.config['credentials']);
  const credentials = {
    auth_type,
    access_key: ` ${access_key}`,
    access_key_secret: `${access_key_secret}\n`,
  };
  const config = jsonFile({ ...sandbox.config, credentials, start_dat: 'x' });
  const { exitCode, output } = await runCommand('check', '--config', config);
  expect([exitCode, output.single('CONNECTION_STATUS').connectionStatus.status]).toEqual([0, 'SUCCEEDED']);
  const warnings = output.logs('WARN').map(({ message }) => message);
  expect(warnings).toEqual([
    expect.stringContaining('credentials.access_key has blanks'),
    expect.stringContaining('credentials.access_key_secret has blanks'),
    expect.stringContaining('did you mean start_date?'),
  ]);
});

test('C11: a state of the old kind is gone on from, and what cannot be read is a warning', async () => {
  await using sandbox = await startSandbox(small);
  const first = await sync(sandbox, { streams: ['calls'] });
  const data = { calls: first.states('calls').at(-1), slices: [] };
  const second = await sync(sandbox, {
    streams: ['calls'],
    state: [{ type: 'LEGACY', data }],
    config: { lookback_window_days: 0 },
  });
  expect(second.records('calls').length).toBeLessThan(5);
  expect(second.logs('WARN').map(({ message }) => message)).toEqual([
    expect.stringContaining('state[0].data.slices'),
  ]);
});
