import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { filesOf, recordsOf, wrongStreams } from '../test-kit/directory-files.ts';
import { catalogOf, everyStream, small } from '../test-kit/read-sandbox.ts';
import { jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { openDatabase } from '../test-kit/duckdb.ts';
import { byKey, truth } from '../test-kit/truth.ts';
import { directoryToBe, inPeace, loudSyncArguments, syncTo } from './support/directory.ts';

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

const fileName = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d{6}Z\.jsonl$/);

test('a sync writes a file a stream, and the next one what is newer', async () => {
  const directory = directoryToBe();
  expect(await syncTo(sandbox, directory)).toEqual(inPeace);
  for (const stream of everyStream) expect(filesOf(directory, stream)).toEqual([fileName]);
  expect(wrongStreams(sandbox, directory)).toEqual([]);

  // Another program's files, and those of the user, stay as they are.
  const foreign = [join(directory, 'notes.txt'), join(directory, 'calls', 'old.jsonl')];
  for (const path of foreign) writeFileSync(path, 'mine');
  mkdirSync(join(directory, 'users', 'more'));
  sandbox.resetRequests();
  expect(await syncTo(sandbox, directory)).toEqual(inPeace);
  expect(foreign.map((path) => readFileSync(path, 'utf8'))).toEqual(['mine', 'mine']);
  // Nothing of them has changed.
  expect(filesOf(directory, 'users').filter((file) => file !== 'more')).toHaveLength(1);
  // Calls of the last hours alone are read again.
  expect(sandbox.requests.filter(({ path }) => path === '/v2/calls/extensive')).toHaveLength(1);
  const again = filesOf(directory, 'extensiveCalls').slice(1);
  expect(recordsOf(directory, 'extensiveCalls', again).length).toBeLessThan(
    truth(sandbox, 'extensiveCalls').length / 4,
  );
});

test('--gzip compresses, --streams and --exclude choose, and each stream goes on from its own state', async () => {
  const directory = directoryToBe();
  expect(
    await syncTo(sandbox, directory, '--gzip', '--streams', 'calls,users', '--exclude', 'users'),
  ).toEqual(inPeace);
  expect(everyStream.filter((stream) => filesOf(directory, stream).length > 0)).toEqual(['calls']);
  expect(filesOf(directory, 'calls')).toEqual([expect.stringMatching(/\.jsonl\.gz$/)]);
  expect(wrongStreams(sandbox, directory, ['calls'])).toEqual([]);
  const [first = ''] = filesOf(directory, 'calls');
  expect(await syncTo(sandbox, directory)).toEqual(inPeace);
  expect(wrongStreams(sandbox, directory, ['users', 'extensiveCalls', 'callTranscripts'])).toEqual([]);
  // The look-back, since calls now come from another list.
  const later = filesOf(directory, 'calls').filter((file) => file !== first);
  expect(recordsOf(directory, 'calls', later).length).toBeLessThan(truth(sandbox, 'calls').length / 2);
});

test('a directory in which users came whole with each sync has them once more, and then what changes', async () => {
  const directory = directoryToBe();
  const sync = () => syncTo(sandbox, directory, '--streams', 'users');
  expect(await sync()).toEqual(inPeace);
  const [file = ''] = filesOf(directory, 'users');
  // As an earlier version has left it, some days ago.
  const earlier = '2026-01-31T080000Z.jsonl';
  const older = { _changed_at: undefined, title: 'of another time', _emitted_at: '2026-01-31T08:00:00.000Z' };
  const users = recordsOf(directory, 'users').map((user) => `${JSON.stringify({ ...user, ...older })}\n`);
  rmSync(join(directory, 'users', file));
  writeFileSync(join(directory, 'users', earlier), users.join(''));
  const stateFile = join(directory, 'state.json');
  const saved: { readonly stream_states: readonly object[] } = JSON.parse(readFileSync(stateFile, 'utf8'));
  const states = saved.stream_states.map((entry) => ({ ...entry, stream_state: null }));
  writeFileSync(stateFile, JSON.stringify({ ...saved, stream_states: states }));
  for (const _sync of ['the first', 'another']) expect(await sync()).toEqual(inPeace);
  expect(filesOf(directory, 'users')).toEqual([earlier, fileName]);
  const database = await openDatabase(readFileSync(join(directory, 'views.sql'), 'utf8'));
  const shown = await database.rows('SELECT id, title, _changed_at IS NOT NULL AS isOfNow FROM users');
  database.close();
  const isOfNow = true;
  const expected = truth(sandbox, 'users').map(({ id, title }) => ({ id, title, isOfNow }));
  expect(byKey('users', shown)).toEqual(byKey('users', expected));
});

test('read goes on from the state.json of a directory', async () => {
  const directory = directoryToBe();
  await syncTo(sandbox, directory, '--streams', 'calls');
  const files = {
    '--config': jsonFile(sandbox.config),
    '--catalog': jsonFile(catalogOf(['calls'])),
    '--state': join(directory, 'state.json'),
  };
  const { exitCode, output } = await runCommand('read', ...Object.entries(files).flat());
  expect(exitCode).toBe(0);
  expect(output.logs('WARN')).toEqual([]);
  expect(output.records('calls').length).toBeLessThan(truth(sandbox, 'calls').length / 4);
});

test('what comes twice in one sync is there once', async () => {
  // By its count the list of calls holds more than what came of their contents, so that it is read as well.
  await using doubting = await startSandbox({ ...small, totals: { '/v2/calls': 'double' } });
  const directory = directoryToBe();
  const { exitCode, stderr } = await runCli(loudSyncArguments(doubting, directory));
  expect(exitCode).toBe(0);
  expect(stderr).toContain('calls and callTranscripts are read from the list of calls instead');
  expect(wrongStreams(doubting, directory)).toEqual([]);
});

test.each([
  [['--streams', 'call'], 'Did you mean calls?'],
  [['--streams', 'calls', '--exclude', 'calls'], 'no stream is left'],
  [['--full', '--ful'], "unknown option '--ful'"],
])('%j is a wrong command line', async (words, text) => {
  const directory = directoryToBe();
  const { exitCode, stdout, stderr } = await syncTo(sandbox, directory, ...words);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(text);
  expect(filesOf(directory, '.')).toEqual([]);
});
