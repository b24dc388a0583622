import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { parseDirectoryState } from '../src/directory/directory-state.ts';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { filesOf, wrongStreams } from '../test-kit/directory-files.ts';
import { everyStream, small } from '../test-kit/read-sandbox.ts';
import { CLI } from '../test-kit/run-cli.ts';
import { startCli } from '../test-kit/start-cli.ts';
import { directoryToBe, inPeace, syncArguments, syncTo } from './support/directory.ts';

/** More with `SYNC_KILLS=100 SYNC_FULL_DISKS=20 npx vitest run integration_tests/sync-crashes.test.ts`. */
const KILLS = Number(process.env['SYNC_KILLS'] ?? 4);
const FULL_DISKS = Number(process.env['SYNC_FULL_DISKS'] ?? 2);

const company = { ...small, calls: 200, latencyMilliseconds: 5 } as const;

/** For those who run more than usual. */
function tell(text: string): void {
  if (process.env['SYNC_KILLS'] !== undefined) process.stderr.write(`${text}\n`);
}

/** What one sync, however often it was broken off, has left. */
function expectOneSync(sandbox: Sandbox, directory: string): void {
  for (const stream of everyStream) expect(filesOf(directory, stream)).toHaveLength(1);
  expect(wrongStreams(sandbox, directory)).toEqual([]);
}

function isFinished(directory: string): boolean {
  if (!filesOf(directory, '.').includes('state.json')) return false;
  const state = parseDirectoryState(readFileSync(join(directory, 'state.json'), 'utf8'));
  if (typeof state === 'string') throw new Error(`state.json is ${state}`);
  return [...state.entries.values()].every(({ sync }) => sync.isFinished && !sync.isSwapDue);
}

/** Kills one run after the other, until the sync has come to its end all the same. Returns how many it has killed. */
async function killUntilFinished(
  words: readonly string[],
  directory: string,
  mostMs: number,
): Promise<number> {
  let kills = 0;
  while (!isFinished(directory)) {
    const { child, finished } = startCli(words);
    // With every kill a little more is let through, or it might never end.
    await Promise.race([sleep(mostMs * (1 + kills / 4) * Math.random()), finished]);
    child.kill('SIGKILL');
    const { signal, stdout, stderr } = await finished;
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
    if (signal === 'SIGKILL') kills += 1;
  }
  return kills;
}

test(
  'killed at random instants and resumed each time, a sync has each record exactly once',
  async () => {
    await using sandbox = await startSandbox(company);
    const began = performance.now();
    const first = directoryToBe();
    expect(await syncTo(sandbox, first)).toEqual(inPeace);
    const wholeMs = performance.now() - began;
    expectOneSync(sandbox, first);
    const byDirectory: number[] = [];
    while (byDirectory.reduce((sum, each) => sum + each, 0) < KILLS) {
      const directory = directoryToBe();
      const gzip = byDirectory.length % 2 === 1 ? ['--gzip'] : [];
      const words = syncArguments(sandbox, directory, ...gzip);
      byDirectory.push(await killUntilFinished(words, directory, wholeMs));
      expectOneSync(sandbox, directory);
    }
    tell(`Kills of each sync until it was whole: ${byDirectory.join(', ')}`);
  },
  20_000 + KILLS * 5_000,
);

/** No file may become larger than so many blocks of 512 bytes: the same failure as that of a full disk. */
async function syncWithin(
  blocks: number,
  sandbox: Sandbox,
  directory: string,
): Promise<{ readonly exitCode: number | null; readonly stderr: string }> {
  const script = `ulimit -f ${blocks}; exec "$0" "$@"`;
  const child = spawn('sh', ['-c', script, process.execPath, CLI, ...syncArguments(sandbox, directory)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const [stderr, exitCode] = await Promise.all([textOf(child.stderr), exit]);
  return { exitCode, stderr };
}

test(
  'what a full disk breaks off is resumed, and then each record is there exactly once',
  async () => {
    await using sandbox = await startSandbox(company);
    for (let disk = 0; disk < FULL_DISKS; disk += 1) {
      const directory = directoryToBe();
      // The largest file has more than one megabyte.
      const blocks = Math.ceil(Math.random() * 2_000);
      const { exitCode, stderr } = await syncWithin(blocks, sandbox, directory);
      tell(`${blocks} blocks: ${stderr.trim()}`);
      expect(stderr).toMatch(/^error: The directory [^\n]* cannot be written: [^\n]* \(EFBIG\)[^\n]*\n$/);
      expect(exitCode).toBe(1);
      expect(await syncTo(sandbox, directory)).toEqual(inPeace);
      expectOneSync(sandbox, directory);
    }
  },
  10_000 + FULL_DISKS * 10_000,
);
