import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { filesOf, newDirectory, recordsOf, wrongStreams } from '../test-kit/directory-files.ts';
import { jsonFile, runCli, type Finished } from '../test-kit/run-cli.ts';
import { runInShell } from '../test-kit/run-in-shell.ts';
import { everyStream, small } from '../test-kit/read-sandbox.ts';
import { directoryToBe, inPeace, loudSyncArguments, syncArguments, syncTo } from './support/directory.ts';

/** A sync of calls with another start date than the sandbox's own config has. */
async function syncFrom(
  start_date: string | undefined,
  sandbox: Sandbox,
  directory: string,
  ...more: readonly string[]
): Promise<Finished> {
  const config = jsonFile({ ...sandbox.config, start_date });
  return await runCli(['sync', '--config', config, '--to', directory, '--streams', 'calls', ...more]);
}

test('--full without a start date goes back as far as there are records', async () => {
  await using sandbox = await startSandbox({ ...small, days: 300 });
  const directory = directoryToBe();
  await syncFrom('1970-01-01T00:00:00Z', sandbox, directory);
  const { length } = recordsOf(directory, 'calls');
  const again = await syncFrom(undefined, sandbox, directory, '--full');
  expect(again).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('warning') });
  expect(recordsOf(directory, 'calls')).toHaveLength(length);
  // Who names a later start date is told what goes.
  const start_date = new Date(Date.now() - 30 * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');
  const shorter = await syncFrom(start_date, sandbox, directory, '--full');
  expect(shorter.stderr).toMatch(
    /^warning: The config's start_date is .* from 1970-01-01T00:00:00Z on: .* go/,
  );
  expect(recordsOf(directory, 'calls').length).toBeLessThan(length / 2);
});

test('--full does not take away what Gong does not list any more', async () => {
  const directory = directoryToBe();
  await using seeing = await startSandbox(small);
  expect(await syncTo(seeing, directory)).toEqual(inPeace);
  await using blind = await startSandbox({ ...small, seesCalls: false });
  const { exitCode, stdout, stderr } = await syncTo(blind, directory, '--full');
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^error: calls: Gong lists nothing of it any more, so its files stay as they are\./);
  expect(wrongStreams(seeing, directory, ['calls', 'callTranscripts'])).toEqual([]);
  expect(existsSync(join(directory, '.full'))).toBe(false);
});

test.each(['.full/thesis.txt', '.full', 'views.sql'])(
  'a file of other hands, %s, ends the sync and stays',
  async (name) => {
    await using sandbox = await startSandbox(small);
    const directory = newDirectory();
    const path = join(directory, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'SELECT my work;');
    const finished = await syncTo(sandbox, directory);
    expect(finished).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('Move that') });
    expect(readFileSync(path, 'utf8')).toBe('SELECT my work;');
    expect(sandbox.requests).toEqual([]);
  },
);

test('a folder of a stream that is a link is refused; the directory may be one', async () => {
  await using sandbox = await startSandbox(small);
  const folder = newDirectory();
  const link = join(newDirectory(), 'gong');
  symlinkSync(folder, link);
  expect(await syncTo(sandbox, link)).toEqual(inPeace);
  const elsewhere = join(newDirectory(), 'calls');
  renameSync(join(folder, 'calls'), elsewhere);
  symlinkSync(elsewhere, join(folder, 'calls'));
  const finished = await syncTo(sandbox, link);
  expect(finished).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('The folder calls of') });
});

test('a stderr that nobody can read does not keep anything from being read', async () => {
  await using sandbox = await startSandbox(small);
  const directory = directoryToBe();
  const { exitCode, stdout } = await runInShell(loudSyncArguments(sandbox, directory), {
    redirect: '2>/dev/full',
  });
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  expect(wrongStreams(sandbox, directory)).toEqual([]);
});

test('a clock that was set back brings no file of another sync into danger', async () => {
  await using sandbox = await startSandbox(small);
  const directory = directoryToBe();
  expect(await syncTo(sandbox, directory)).toEqual(inPeace);
  // As if the clock had been an hour ahead, extensiveCalls had been broken off then, and calls were read since.
  const path = join(directory, 'state.json');
  const text = readFileSync(path, 'utf8');
  const [file = ''] = filesOf(directory, 'calls');
  const state = JSON.parse(text);
  for (const entry of state.stream_states) {
    const { name } = entry.stream_descriptor;
    if (name === 'extensiveCalls') entry.last_sync.finished = false;
    if (name !== 'calls') continue;
    // All calls are to be read, so that there is something to write.
    entry.stream_state = null;
    Object.assign(entry.last_sync, {
      started: '2020-01-01T00:00:00Z',
      file: '2020-01-01T000000Z.jsonl',
      bytes: 0,
      lines: 0,
    });
  }
  writeFileSync(path, JSON.stringify(state));
  const before = readFileSync(join(directory, 'calls', file), 'utf8');
  expect(await syncTo(sandbox, directory)).toMatchObject({ exitCode: 0 });
  expect(readFileSync(join(directory, 'calls', file), 'utf8')).toBe(before);
  expect(
    wrongStreams(
      sandbox,
      directory,
      everyStream.filter((stream) => stream !== 'calls'),
    ),
  ).toEqual([]);
  expect(await runCli(syncArguments(sandbox, directory))).toEqual(inPeace);
});
