import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { jsonFile, runCli, type Finished } from '../test-kit/run-cli.ts';
import { countsOf } from './support/requests.ts';
import { small } from './support/sync.ts';

const ONE_EACH = {
  '/v2/users': 1,
  '/v2/calls/extensive': 1,
  '/v2/settings/scorecards': 1,
  '/v2/stats/activity/scorecards': 1,
};

function newFolder(): string {
  return join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'gong');
}

/** Runs `sync` and returns how it ended, with the requests that it made. */
async function runSync(
  sandbox: Sandbox,
  folder: string,
  ...words: string[]
): Promise<Finished & { readonly counts: Record<string, number> }> {
  sandbox.resetRequests();
  const finished = await runCli(['sync', '--config', jsonFile(sandbox.config), '--to', folder, ...words]);
  return { ...finished, counts: countsOf(sandbox.requests) };
}

/** The number of requests that a dry run has printed. */
function foretold({ stdout }: Finished): number {
  const [, text = ''] = / in ([\d,]+) requests?: /.exec(stdout) ?? [];
  return Number(text.replaceAll(',', ''));
}

function expectNear(estimate: number, counts: Readonly<Record<string, number>>): void {
  const requests = Object.values(counts).reduce((sum, count) => sum + count, 0);
  expect(Math.abs(estimate - requests)).toBeLessThanOrEqual(0.1 * requests + 3);
}

/** Every file below a folder with its content and the time of its last change. */
function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return Object.fromEntries(
    paths
      .filter((path) => statSync(path).isFile())
      .map((path) => [path, `${statSync(path).mtimeMs} ${readFileSync(path, 'base64')}`]),
  );
}

describe.each([
  [40, 5],
  [350, 60],
  [1_300, 120],
])('%i calls of %i days', (calls, days) => {
  test('a dry run counts each list once, writes nothing, and tells what the sync then takes', async () => {
    await using sandbox = await startSandbox({ ...small, calls, days, latencyMilliseconds: 5 });
    const folder = newFolder();
    const first = await runSync(sandbox, folder, '--dry-run');
    expect(first).toMatchObject({ exitCode: 0, stderr: '', counts: ONE_EACH });
    expect(existsSync(folder)).toBe(false);
    const synced = await runSync(sandbox, folder);
    expect(synced).toMatchObject({ exitCode: 0, stdout: '' });
    expectNear(foretold(first), synced.counts);

    const files = filesIn(folder);
    const second = await runSync(sandbox, folder, '--dry-run');
    expect(second).toMatchObject({ exitCode: 0, stderr: '', counts: ONE_EACH });
    expect(filesIn(folder)).toEqual(files);
    const again = await runSync(sandbox, folder);
    expect(again.exitCode).toBe(0);
    expectNear(foretold(second), again.counts);
    expect(foretold(second)).toBeLessThan(10);
    expectNear(foretold(await runSync(sandbox, folder, '--dry-run', '--full')), synced.counts);
  });
});

test('a list that cannot be read fails its stream alone; those that share it are counted by their own', async () => {
  await using sandbox = await startSandbox({ ...small, missingScopes: ['api:calls:read:extensive'] });
  const { exitCode, stdout, stderr, counts } = await runSync(sandbox, newFolder(), '--dry-run');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^error: extensiveCalls: .*api:calls:read:extensive.*\n$/);
  expect(stdout).toMatch(/^calls .* 2$/m);
  expect(stdout).not.toMatch(/^extensiveCalls /m);
  expect(stdout).toMatch(/^callTranscripts: taken to be one for each .* not tried: source-gong check does/m);
  expect(counts).toEqual({ ...ONE_EACH, '/v2/calls': 1 });
});

test('streams that ask for the same transcripts are counted once, and rows by their calls', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 700, days: 60, latencyMilliseconds: 5 });
  const names = ['extensiveCalls', 'callTranscripts', 'transcriptSentences', 'callDocuments', 'callTopics'];
  const folder = newFolder();
  const first = await runSync(sandbox, folder, '--dry-run', '--streams', names.join(','));
  expect(first.stdout).toContain('callTopics: any number for each call, review or user');
  const synced = await runSync(sandbox, folder, '--streams', names.join(','));
  expectNear(foretold(first), synced.counts);
});
