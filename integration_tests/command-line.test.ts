import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { startSandbox } from '../sandbox/src/index.ts';
import { checkRead, parseOutput } from '../test-kit/airbyte-output.ts';
import { CLI, jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { choose, small } from './support/sync.ts';

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

const config = jsonFile(sandbox.config);

describe('a wrong command line', () => {
  test.each([
    ['no command', [], 'Usage'],
    ['an unknown command', ['write'], "unknown command 'write'"],
    ['an unknown option', ['spec', '--nope'], "unknown option '--nope'"],
    ['check without a config', ['check'], '--config'],
    ['discover without a config', ['discover'], '--config'],
    ['read without a catalog', ['read', '--config', config], '--catalog'],
    ['read without a config', ['read', '--catalog', config], '--config'],
    ['an option without its value', ['check', '--config'], 'argument missing'],
    [
      'a stream excluded that is not chosen',
      ['catalog', '--streams', 'users', '--exclude', 'users,calls'],
      '--exclude names calls, which --streams does not choose',
    ],
    [
      'sync with a misspelt option in place of a required one',
      ['sync', '--too', 'gong'],
      'Did you mean --to?',
    ],
    ['sync without its directory', ['sync', '--config', config], '--to <directory>'],
    ['sync with its directory as a word', ['sync', 'gong', '--to', 'gong'], '--to <directory>'],
    ['words too many', ['check', '--config', config, 'more'], 'too many arguments'],
  ])('%s: exit 2, a message on stderr, nothing on stdout', async (_name, words, message) => {
    const { exitCode, stdout, stderr } = await runCli(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('help', () => {
  test('names all commands', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--help']);
    expect([exitCode, stderr]).toEqual([0, '']);
    const commands = [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);
    expect(commands).toEqual(expect.arrayContaining(['spec', 'check', 'discover', 'read', 'sync']));
  });

  test('names the options of a command', async () => {
    const { exitCode, stdout } = await runCli(['read', '--help']);
    expect(exitCode).toBe(0);
    for (const option of ['--config', '--catalog', '--state', '--debug']) expect(stdout).toContain(option);
  });

  test('tells the version, and Node’s', async () => {
    const stdout = `${packageJson.version} (Node ${process.versions.node})\n`;
    expect(await runCli(['--version'])).toMatchObject({ exitCode: 0, stdout });
  });
});

describe('more is logged', () => {
  const read = async (): Promise<string[]> => [
    'read',
    '--config',
    config,
    '--catalog',
    jsonFile(await choose()),
  ];

  test('with --debug, in messages like all others', async () => {
    const plain = await runCommand(...(await read()));
    const debug = await runCommand(...(await read()), '--debug');
    checkRead(debug.output, await choose());
    expect([debug.exitCode, debug.stderr]).toEqual([0, '']);
    expect(plain.output.logs('DEBUG')).toEqual([]);
    expect(debug.output.logs('DEBUG')).not.toEqual([]);
    expect(debug.output.logs().length).toBeGreaterThan(plain.output.logs().length);
  });

  test('with LOG_LEVEL=debug', async () => {
    const { exitCode, stdout } = await runCli(await read(), { LOG_LEVEL: 'debug' });
    expect(exitCode).toBe(0);
    expect(parseOutput(stdout).logs('DEBUG')).not.toEqual([]);
  });

  test.each([
    ['spec', ['spec']],
    ['check', ['check', '--config', config]],
    ['discover', ['discover', '--config', config]],
  ])('--debug is known after %s', async (_name, words) => {
    const { exitCode, stderr, output } = await runCommand(...words, '--debug');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(output.messages.filter(({ type }) => type !== 'LOG')).toHaveLength(1);
  });
});

describe('files', () => {
  test.each(['config', 'config.txt', 'config.js', 'config.YAML', 'mit Leerzeichen & ü.json'])(
    '%s is read by its content, and needs to be readable only',
    async (name) => {
      const path = join(mkdtempSync(join(tmpdir(), 'source-gong-')), name);
      // Editors on Windows begin a file with a byte order mark.
      writeFileSync(path, `\uFEFF${JSON.stringify(sandbox.config)}\r\n`, { mode: 0o444 });
      const { exitCode, output } = await runCommand('discover', '--config', path);
      expect([exitCode, output.of('CATALOG').length]).toEqual([0, 1]);
    },
  );
});

describe('the file itself', () => {
  test('has its run bit and its first line', () => {
    expect(statSync(CLI).mode & 0o111).toBe(0o111);
    expect(readFileSync(CLI, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  test('runs through a symbolic link without a suffix, from another folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'source-gong-'));
    symlinkSync(CLI, join(folder, 'source-gong'));
    const words = ['check', '--config', config];
    const { stdout, stderr } = await promisify(execFile)(join(folder, 'source-gong'), words, { cwd: '/' });
    expect(stderr).toBe('');
    expect(parseOutput(stdout).single('CONNECTION_STATUS').connectionStatus.status).toBe('SUCCEEDED');
  });
});
