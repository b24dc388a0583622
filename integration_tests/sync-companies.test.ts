import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { wrongStreams } from '../test-kit/directory-files.ts';
import { small } from '../test-kit/read-sandbox.ts';
import { runCli } from '../test-kit/run-cli.ts';
import { directoryToBe, inPeace, loudSyncArguments, syncTo } from './support/directory.ts';

interface State {
  company?: { readonly host: string; readonly access_key_hash: string };
}

function stateOf(directory: string): State {
  const state: State = JSON.parse(readFileSync(join(directory, 'state.json'), 'utf8'));
  return state;
}

/** As if other config values had been synced there before. */
function setCompany(directory: string, company: State['company']): void {
  const state = { ...stateOf(directory), company };
  writeFileSync(join(directory, 'state.json'), JSON.stringify(state));
}

async function warningsOf(sandbox: Sandbox, directory: string): Promise<readonly string[]> {
  const { exitCode, stderr } = await runCli(loudSyncArguments(sandbox, directory, '--streams', 'users'));
  expect(exitCode).toBe(0);
  return stderr.split('\n').filter((line) => line.includes('warning: The directory'));
}

const elsewhere = { host: 'us-1.api.gong.io', access_key_hash: '0123456789abcdef' };

/** Enough to be mixed, and soon read. */
const two = ['--streams', 'users,scorecards'];

test.concurrent('the directory of another company is refused, and replaced by --full alone, whole or not at all', async () => {
  await using sandbox = await startSandbox(small);
  const directory = directoryToBe();
  expect(await syncTo(sandbox, directory, ...two)).toEqual(inPeace);
  const { company } = stateOf(directory);
  const { host } = new URL(sandbox.url);
  expect(company).toEqual({ host, access_key_hash: expect.stringMatching(/^[\da-f]{16}$/) });
  setCompany(directory, elsewhere);
  const before = readFileSync(join(directory, 'state.json'), 'utf8');
  const { length } = sandbox.requests;
  for (const more of [[], ['--dry-run'], ['--full', '--streams', 'users']]) {
    const { exitCode, stdout, stderr } = await syncTo(sandbox, directory, ...more);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^error: The directory \S+ holds the records of another company: they came from us-1\.api\.gong\.io, .*--full/,
    );
  }
  expect(sandbox.requests).toHaveLength(length);
  await using refusing = await startSandbox({ ...small, missingScopes: ['api:users:read'] });
  const mixing = await syncTo(refusing, directory, '--full', ...two);
  expect(mixing).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('two companies would be mixed'),
  });
  expect(readFileSync(join(directory, 'state.json'), 'utf8')).toEqual(before);
  expect(await syncTo(sandbox, directory, '--full', ...two)).toEqual(inPeace);
  expect(stateOf(directory).company).toEqual(company);
  expect(wrongStreams(sandbox, directory, ['users', 'scorecards'])).toEqual([]);
});

test.concurrent('another key of the same host is a warning, once; a directory that says nothing is read as before', async () => {
  await using sandbox = await startSandbox(small);
  const directory = directoryToBe();
  expect(await syncTo(sandbox, directory, '--streams', 'users')).toEqual(inPeace);
  const { company } = stateOf(directory);
  setCompany(directory, { ...elsewhere, host: new URL(sandbox.url).host });
  for (const warnings of [1, 0]) expect(await warningsOf(sandbox, directory)).toHaveLength(warnings);
  setCompany(directory, undefined);
  expect(await warningsOf(sandbox, directory)).toEqual([]);
  expect(stateOf(directory).company).toEqual(company);
});

test.concurrent('a key and an address with which nothing was read can be corrected', async () => {
  await using refusing = await startSandbox({ ...small, missingScopes: ['api:users:read'] });
  const directory = directoryToBe();
  expect(await syncTo(refusing, directory, '--streams', 'users')).toMatchObject({ exitCode: 1 });
  setCompany(directory, elsewhere);
  await using sandbox = await startSandbox(small);
  expect(await syncTo(sandbox, directory, '--streams', 'users')).toEqual(inPeace);
});
