import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { parseDirectoryState } from '../src/directory/directory-state.ts';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { filesOf, recordsOf, wrongStreams } from '../test-kit/directory-files.ts';
import { everyStream, small } from '../test-kit/read-sandbox.ts';
import { openDatabase } from '../test-kit/duckdb.ts';
import { startCli } from '../test-kit/start-cli.ts';
import { truth } from '../test-kit/truth.ts';
import { runCli } from '../test-kit/run-cli.ts';
import { directoryToBe, inPeace, loudSyncArguments, syncArguments, syncTo } from './support/directory.ts';

const slow = { ...small, latencyMilliseconds: 20 } as const;
const oneLine = (text: string): unknown =>
  expect.stringMatching(new RegExp(`^error: [^\\n]*${text}[^\\n]*\\n$`));

async function requestsOf(sandbox: Sandbox, count: number): Promise<void> {
  for (let turn = 0; sandbox.requests.length < count && turn < 5_000; turn += 1) await sleep(2);
}

test('a second sync of the same directory is refused, and the first one is not disturbed', async () => {
  await using sandbox = await startSandbox(slow);
  const directory = directoryToBe();
  const { finished } = startCli(syncArguments(sandbox, directory));
  await requestsOf(sandbox, 1);
  const second = await syncTo(sandbox, directory);
  expect(second).toMatchObject({ exitCode: 1, stdout: '', stderr: oneLine('another sync writes to it') });
  expect(await finished).toEqual(inPeace);
  expect(wrongStreams(sandbox, directory)).toEqual([]);
});

test('Ctrl-C leaves whole lines and no more than the state tells, and says how many; the next run goes on', async () => {
  await using sandbox = await startSandbox({ ...slow, calls: 400 });
  const directory = directoryToBe();
  const { child, finished } = startCli(loudSyncArguments(sandbox, directory));
  await requestsOf(sandbox, 14);
  child.kill('SIGINT');
  const { stderr, ...ending } = await finished;
  expect(ending).toEqual({ exitCode: null, signal: 'SIGINT', stdout: '' });
  const state = parseDirectoryState(readFileSync(join(directory, 'state.json'), 'utf8'));
  if (typeof state === 'string') throw new Error(`state.json is ${state}`);
  const entries = [...state.entries.values()];
  for (const { stream, sync } of entries) {
    const path = join(directory, stream, sync.file);
    expect(existsSync(path) ? statSync(path).size : 0).toBe(sync.extent.bytes);
    expect(recordsOf(directory, stream)).toHaveLength(sync.extent.lines);
  }
  expect(entries.filter(({ sync }) => sync.isFinished).length).toBeLessThan(entries.length);
  const kept = entries.reduce((sum, { sync }) => sum + sync.extent.lines, 0);
  expect(stderr).toContain(`warning: Broken off; ${kept} records of this sync are in the files.`);
  expect(await syncTo(sandbox, directory)).toEqual(inPeace);
  for (const stream of everyStream) expect(filesOf(directory, stream)).toHaveLength(1);
  expect(wrongStreams(sandbox, directory)).toEqual([]);
});

test('a stream that fails is named, the others are read, and the next sync reads all', async () => {
  await using sandbox = await startSandbox({ ...small, missingScopes: ['api:settings:scorecards:read'] });
  const directory = directoryToBe();
  for (const _sync of ['the first', 'the second']) {
    const { exitCode, stdout, stderr } = await syncTo(sandbox, directory);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^error: scorecards: .*\n$/);
    expect(filesOf(directory, 'scorecards')).toEqual([]);
    expect(filesOf(directory, 'users')).toHaveLength(1);
  }
  expect(
    recordsOf(directory, 'callTranscripts', filesOf(directory, 'callTranscripts').slice(0, 1)),
  ).toHaveLength(truth(sandbox, 'callTranscripts').length);
});

test('a --full that is killed leaves the files as they were; one that is not replaces them', async () => {
  await using sandbox = await startSandbox(slow);
  const directory = directoryToBe();
  expect(await syncTo(sandbox, directory)).toEqual(inPeace);
  expect(await syncTo(sandbox, directory, '--streams', 'users')).toEqual(inPeace);
  const before = everyStream.map((stream) => filesOf(directory, stream));
  sandbox.resetRequests();
  const { child, finished } = startCli(syncArguments(sandbox, directory, '--full'));
  await requestsOf(sandbox, 15);
  child.kill('SIGKILL');
  await finished;
  expect(existsSync(join(directory, '.full'))).toBe(true);
  expect(everyStream.map((stream) => filesOf(directory, stream))).toEqual(before);

  const again = loudSyncArguments(sandbox, directory, '--full', '--streams', 'users,calls');
  const { stderr, exitCode } = await runCli(again);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: expect.stringMatching(/^warning: [^\n]*half copy[^\n]* is dropped[^\n]*\n/),
  });
  expect(existsSync(join(directory, '.full'))).toBe(false);
  const isNew = everyStream.map((stream, index) => {
    const [file, ...more] = filesOf(directory, stream);
    return more.length === 0 && file !== before[index]?.[0];
  });
  expect(everyStream.filter((_stream, index) => isNew[index])).toEqual(['users', 'calls']);
  expect(wrongStreams(sandbox, directory)).toEqual([]);
  // And the next one goes on from what was read anew.
  expect(await syncTo(sandbox, directory)).toEqual(inPeace);
});

test.each([
  ['{"format":"source-gong dir', 'is damaged'],
  ['{"name":"not-ours"}', 'was not written by this command'],
])('a state.json that holds %s ends the sync, and nothing is touched', async (text, reason) => {
  await using sandbox = await startSandbox(small);
  const directory = directoryToBe();
  mkdirSync(join(directory, 'calls'), { recursive: true });
  writeFileSync(join(directory, 'state.json'), text);
  writeFileSync(join(directory, 'calls', '2026-11-25T220004Z.jsonl'), '{"half');
  const finished = await syncTo(sandbox, directory);
  expect(finished).toMatchObject({ exitCode: 1, stdout: '', stderr: oneLine(reason) });
  expect(readFileSync(join(directory, 'state.json'), 'utf8')).toBe(text);
  expect(filesOf(directory, 'calls')).toEqual(['2026-11-25T220004Z.jsonl']);
  expect(sandbox.requests).toEqual([]);
});

test('a file that has become shorter than the state tells is no file to go on with', async () => {
  await using sandbox = await startSandbox({ ...slow, calls: 400 });
  const directory = directoryToBe();
  const { child, finished } = startCli(syncArguments(sandbox, directory, '--streams', 'calls'));
  await requestsOf(sandbox, 9);
  child.kill('SIGINT');
  await finished;
  const [file = ''] = filesOf(directory, 'calls');
  writeFileSync(join(directory, 'calls', file), '');
  expect(await syncTo(sandbox, directory)).toMatchObject({ exitCode: 1, stderr: oneLine('not as long') });
  expect(await syncTo(sandbox, directory, '--full', '--streams', 'calls')).toEqual(inPeace);
  expect(wrongStreams(sandbox, directory, ['calls'])).toEqual([]);
});

test('a stream of rows that cannot be read takes no row from the views', async () => {
  const directory = directoryToBe();
  const rowsInView = async (): Promise<unknown> => {
    const database = await openDatabase(readFileSync(join(directory, 'views.sql'), 'utf8'));
    const rows = await database.rows('SELECT count(*)::INTEGER AS sentences FROM transcript_sentences');
    database.close();
    return rows[0]?.['sentences'];
  };
  const company = { ...small, until: '2026-11-20T12:00:00Z' };
  {
    await using sandbox = await startSandbox(company);
    await syncTo(sandbox, directory, '--streams', 'callTranscripts');
  }
  const before = await rowsInView();
  expect(before).toBeGreaterThan(0);
  const names = 'callTranscripts,transcriptSentences';
  {
    await using refusing = await startSandbox({ ...company, missingScopes: ['api:calls:read:extensive'] });
    expect((await syncTo(refusing, directory, '--streams', names)).exitCode).toBe(1);
    expect(await rowsInView()).toBe(before);
    await syncTo(refusing, directory, '--streams', names);
    expect(await rowsInView()).toBe(before);
  }
  await using whole = await startSandbox(company);
  expect((await syncTo(whole, directory, '--streams', names)).exitCode).toBe(0);
  expect(await rowsInView()).toBe(before);
  const sql = readFileSync(join(directory, 'views.sql'), 'utf8');
  expect(sql).toContain('FROM "transcriptSentences"');
});
