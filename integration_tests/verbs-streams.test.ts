import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { checkRead } from '../test-kit/airbyte-output.ts';
import { jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { keysOf, truth } from '../test-kit/truth.ts';
import { chooseIncremental, discover, small } from './support/sync.ts';

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

const config = jsonFile(sandbox.config);

describe('catalog', () => {
  test('configures what discover finds', async () => {
    const { exitCode, stdout, stderr } = await runCli(['catalog', '--exclude', 'users,calls']);
    const names = ['extensiveCalls', 'scorecards', 'answeredScorecards', 'callTranscripts'];
    expect([exitCode, stderr, JSON.parse(stdout)]).toEqual([0, '', await chooseIncremental(names)]);
  });
});

describe('read', () => {
  test('takes names instead of a catalog, and reads what is new where it can', async () => {
    const words = ['read', '--config', config, '--streams', 'calls,users'];
    const { exitCode, output } = await runCommand(...words);
    checkRead(output, await chooseIncremental(['users', 'calls']));
    expect(exitCode).toBe(0);
    for (const stream of ['users', 'calls'])
      expect(keysOf(stream, output.records(stream))).toEqual(keysOf(stream, truth(sandbox, stream)));
  });

  test.each([
    ['its messages', (message: object) => `{"type":"LOG","log":{}}\n${JSON.stringify(message)}\n`],
    ['its message', (message: object) => JSON.stringify(message, undefined, 2)],
    ['its catalog', (message: object) => JSON.stringify(Object(message)['catalog'])],
  ])('takes what discover prints: %s', async (_name, textOf) => {
    const message = await discover();
    const streams = message.catalog.streams.filter(({ name }) => name === 'users' || name === 'scorecards');
    const path = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'catalog');
    writeFileSync(path, textOf({ ...message, catalog: { streams } }));
    const { exitCode, output } = await runCommand('read', '--config', config, '--catalog', path);
    checkRead(output, await chooseIncremental(['users', 'scorecards']));
    expect([exitCode, output.records('users').length]).toEqual([0, small.users]);
  });

  test('refuses a catalog of discover’s without streams', async () => {
    const catalog = jsonFile({ type: 'CATALOG', catalog: { streams: [] } });
    const { exitCode, output } = await runCommand('read', '--config', config, '--catalog', catalog);
    expect([exitCode, output.errors()[0]?.message]).toEqual([1, expect.stringContaining('has no streams')]);
  });
});

describe('a wrong choice is a wrong command line', () => {
  test.each([
    [['catalog', '--streams', 'user'], 'names user, which does not exist. Did you mean users?'],
    [['catalog', '--exclude', 'deals'], 'The verb streams lists all of them'],
    [['catalog', '--streams', 'users', '--exclude', 'users'], 'no stream is left'],
    [['catalog', '--streams', ','], 'no stream is left'],
    [['read', '--config', config], 'read needs --streams <names>, or --catalog <file>'],
    [['read', '--config', config, '--catalog', 'c.json', '--streams', 'users'], 'leave out --streams'],
  ])('%j', async (words, message) => {
    const { exitCode, stdout, stderr } = await runCli(words);
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
  });

  test('whose words are not repeated, since they may be a secret', async () => {
    const { exitCode, stderr } = await runCli(['catalog', '--streams', 'SECRETKEY123,users']);
    expect([exitCode, stderr]).toEqual([2, expect.not.stringContaining('SECRETKEY')]);
  });
});

test('the first -- of a command line is passed over', async () => {
  expect(await runCli(['--', '--version'])).toEqual(await runCli(['--version']));
});
