import { join } from 'node:path';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { DAY } from '../src/base/instant.ts';
import { documentsIn, filesOf, recordsOf } from '../test-kit/directory-files.ts';
import { small } from '../test-kit/read-sandbox.ts';
import { startCli } from '../test-kit/start-cli.ts';
import { truth } from '../test-kit/truth.ts';
import { directoryToBe, inPeace, syncArguments, syncTo } from './support/directory.ts';

const STREAM: string = 'callDocuments';

const sandbox = await startSandbox({ ...small, latencyMilliseconds: 5 });
afterAll(() => sandbox.close());

/** The documents of a directory by the ids at the end of their names. */
function byId(directory: string): ReadonlyMap<string, string> {
  const files = Object.entries(documentsIn(directory));
  const texts = new Map(files.map(([path, text]) => [/(\d+)\.md$/.exec(path)?.[1] ?? path, text]));
  expect(texts.size).toBe(files.length);
  return texts;
}

/** The texts of the stream by the ids of their calls, the newest of each. */
function newestRecords(directory: string): ReadonlyMap<string, unknown> {
  return new Map(recordsOf(directory, STREAM).map(({ callId, markdown }) => [String(callId), markdown]));
}

function pathsById(directory: string): ReadonlyMap<string, string> {
  return new Map(
    Object.keys(documentsIn(directory)).map((path) => [path.slice(path.lastIndexOf('-')), path]),
  );
}

/** While the sync is writing, files can go between two looks. */
function hasDocument(directory: string): boolean {
  const folder = join(directory, 'documents');
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((path) => String(path).endsWith('.md'))
  );
}

describe('--documents', () => {
  test('each call is a file as well, for not one request more, beside the chosen streams', async () => {
    const chosen = ['--streams', 'extensiveCalls,callTranscripts'];
    await syncTo(sandbox, directoryToBe(), ...chosen);
    const { length } = sandbox.requests;
    sandbox.resetRequests();
    const directory = directoryToBe();
    expect(await syncTo(sandbox, directory, ...chosen, '--documents')).toEqual(inPeace);
    expect(sandbox.requests).toHaveLength(length);
    expect(byId(directory)).toEqual(newestRecords(directory));
    expect([...byId(directory).keys()].toSorted()).toEqual(
      truth(sandbox, 'extensiveCalls')
        .map(({ id }) => String(id))
        .toSorted(),
    );
    for (const path of Object.keys(documentsIn(directory)))
      expect(path).toMatch(/^(\d{4})\/(\d\d)\/\1-\2-\d\d-[^/]+\.md$/);
    expect(filesOf(directory, 'callTranscripts')).toHaveLength(1);

    // Those of syncs that wrote none are made of what is there.
    rmSync(join(directory, 'documents'), { recursive: true });
    expect(await syncTo(sandbox, directory, '--streams', 'callDocuments')).toEqual(inPeace);
    expect(documentsIn(directory)).toEqual({});
    expect(await syncTo(sandbox, directory, '--streams', 'callDocuments', '--documents')).toEqual(inPeace);
    expect(byId(directory)).toEqual(newestRecords(directory));
  });

  test('what changes has its new name and text, and --full takes away what Gong has no more', async () => {
    const until = new Date().toISOString();
    const clock = new Date(Date.now() - 10 * DAY).toISOString();
    await using changing = await startSandbox({ ...small, until, clock, editedShare: 1 });
    const directory = directoryToBe();
    const sync = async (...more: readonly string[]): Promise<void> => {
      const words = ['--streams', 'callDocuments', '--documents', ...more];
      expect(await syncTo(changing, directory, ...words)).toEqual(inPeace);
    };
    await sync();
    const first = pathsById(directory);
    changing.setClock(until);
    // So that all calls are read again, whatever their age.
    rmSync(join(directory, 'state.json'));
    await sync();
    expect(byId(directory)).toEqual(newestRecords(directory));
    const second = pathsById(directory);
    expect([...first].filter(([id, path]) => second.get(id) !== path).length).toBeGreaterThan(1);

    const gone = [...second.keys()].slice(0, 3);
    changing.deleteCalls(gone.map((id) => id.replaceAll(/\D/g, '')));
    await sync('--full');
    expect(byId(directory)).toEqual(newestRecords(directory));
    expect(gone.filter((id) => pathsById(directory).has(id))).toEqual([]);
  });

  test('a sync that was killed leaves no half file, and the next one makes it whole', async () => {
    const directory = directoryToBe();
    const words = syncArguments(sandbox, directory, '--streams', 'callDocuments', '--documents');
    const { child, finished } = startCli(words);
    while (!hasDocument(directory)) await sleep(5);
    child.kill('SIGKILL');
    await finished;
    const whole = Object.entries(documentsIn(directory)).filter(([path]) => path.endsWith('.md'));
    expect(whole.filter(([, text]) => !/^---\n[^]*\n## Transcript\n\n[^]*\n$/.test(text))).toEqual([]);
    expect(await syncTo(sandbox, directory, '--streams', 'callDocuments', '--documents')).toEqual(inPeace);
    expect(byId(directory)).toEqual(newestRecords(directory));
    expect(byId(directory).size).toBe(truth(sandbox, 'extensiveCalls').length);
  });

  test('what documents are made of cannot be left out', async () => {
    const words = ['--streams', 'all', '--exclude', STREAM, '--documents'];
    const { exitCode, stderr } = await syncTo(sandbox, directoryToBe(), ...words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--documents needs callDocuments, which --exclude leaves out.');
  });
});
