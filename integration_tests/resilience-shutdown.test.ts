import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { checkRead, parseOutput } from '../test-kit/airbyte-output.ts';
import { catalogOf, everyStream, readArguments, small } from '../test-kit/read-sandbox.ts';
import { CLI, jsonFile, runCommand } from '../test-kit/run-cli.ts';
import { startCli } from '../test-kit/start-cli.ts';
import { choose, validConfig } from './support/sync.ts';

function makePipe(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'pipe');
  execFileSync('/usr/bin/env', ['mkfifo', path]);
  return path;
}

async function requestsOf(sandbox: Sandbox, count: number): Promise<void> {
  for (let turn = 0; sandbox.requests.length < count && turn < 2_000; turn += 1) await sleep(5);
}

test.each([
  ['SIGTERM', '--config'],
  ['SIGINT', '--config'],
  ['SIGTERM', '--catalog'],
  ['SIGTERM', '--state'],
] as const)('H3: %s ends a read whose %s is a pipe that nobody writes to', async (name, option) => {
  const files = {
    '--config': jsonFile(validConfig),
    '--catalog': jsonFile(await choose(['users'])),
    [option]: makePipe(),
  };
  const { child, finished } = startCli(['read', ...Object.entries(files).flat()]);
  // Its start takes less, so it waits for the pipe by then.
  await sleep(700);
  const sent = performance.now();
  child.kill(name);
  expect(await finished).toEqual({ exitCode: null, signal: name, stdout: '', stderr: '' });
  expect(performance.now() - sent).toBeLessThan(2_000);
});

test('a pipe that is written to late is read', async () => {
  const path = makePipe();
  const running = runCommand('discover', '--config', path);
  await sleep(700);
  const writer = await open(path, 'w');
  await writer.writeFile(JSON.stringify(validConfig));
  await writer.close();
  expect(await running).toMatchObject({ exitCode: 0, stderr: '' });
});

test("a shell's process substitution is read", async () => {
  const script = `"$0" "$1" discover --config <(printf %s "$2")`;
  const words = ['-c', script, process.execPath, CLI, JSON.stringify(validConfig)];
  const { stdout } = await promisify(execFile)('bash', words);
  expect(parseOutput(stdout).of('CATALOG')).toHaveLength(1);
});

const large = { ...small, calls: 1_000, pageSize: 100, extensiveKilobytes: 20 } as const;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Starts a command whose stdout is a pipe that nobody reads. */
function startUnread(command: string, words: readonly string[]): [ChildProcess, Promise<Ended>] {
  // Opened for both, so that it does not wait for a reader.
  const descriptor = openSync(makePipe(), 'r+');
  const child = spawn(command, words, { stdio: ['ignore', descriptor, 'ignore'] });
  closeSync(descriptor);
  return [child, endOf(child)];
}

function endOf(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** The end of a process, and how long it took; one that stays is killed. */
async function endWithin(child: ChildProcess, ended: Promise<Ended>): Promise<[Ended | undefined, number]> {
  const started = performance.now();
  const end = await Promise.race([ended, sleep(8_000, undefined)]);
  child.kill('SIGKILL');
  return [end, performance.now() - started];
}

test.each([
  ['in the middle of a read', large, everyStream, 1_000],
  ['when all has been read', { ...large, calls: 100 }, ['extensiveCalls'] as const, 2_000],
])('H6: SIGTERM while nobody reads the pipe, %s, ends the process soon', async (...row) => {
  const [, options, streams, waitMs] = row;
  await using sandbox = await startSandbox(options);
  const [child, ended] = startUnread(process.execPath, [CLI, ...readArguments(sandbox, { streams })]);
  await requestsOf(sandbox, 1);
  // By then every page that has come waits for the reader.
  await sleep(waitMs);
  child.kill('SIGTERM');
  const [end, tookMs] = await endWithin(child, ended);
  expect(end).toEqual({ code: null, signal: 'SIGTERM' });
  expect(tookMs).toBeLessThan(2_500);
});

test('H6: a reader that is slow but alive gets all of what is left', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 1_000, pageSize: 50, extensiveKilobytes: 6 });
  const descriptor = openSync(makePipe(), constants.O_RDWR | constants.O_NONBLOCK);
  const child = spawn(process.execPath, [CLI, ...readArguments(sandbox)], {
    stdio: ['ignore', descriptor, 'ignore'],
  });
  const ended = endOf(child);
  await requestsOf(sandbox, 3);
  await sleep(1_000);
  child.kill('SIGTERM');
  const signalled = performance.now();
  let tookMs = Infinity;
  const end = ended.then((outcome) => {
    tookMs = performance.now() - signalled;
    return outcome;
  });
  const chunks: Buffer[] = [];
  let chunk = read(descriptor);
  while (child.signalCode === null || chunk.length > 0) {
    chunks.push(chunk);
    await sleep(40);
    chunk = read(descriptor);
  }
  closeSync(descriptor);
  expect(await end).toEqual({ code: null, signal: 'SIGTERM' });
  // Longer than a reader that has stopped is waited for.
  expect(tookMs).toBeGreaterThan(600);
  const output = parseOutput(Buffer.concat(chunks).toString());
  checkRead(output, catalogOf(), { aborted: true });
  const ends = everyStream.map((stream) => output.statuses(stream).at(-1));
  expect(ends).toContain('INCOMPLETE');
});

/** The next page of a pipe that does not block; empty if there is none yet. */
function read(descriptor: number): Buffer {
  const page = Buffer.alloc(16 * 1_024);
  try {
    return page.subarray(0, readSync(descriptor, page));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    return page.subarray(0, 0);
  }
}

test('a second signal changes nothing', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 400, latencyMilliseconds: 100 });
  const { child, finished } = startCli(readArguments(sandbox));
  await requestsOf(sandbox, 14);
  for (const name of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) {
    child.kill(name);
    // Of signals that come together any may be the first.
    await sleep(20);
  }
  const ended = await finished;
  expect([ended.signal, ended.stderr]).toEqual(['SIGINT', '']);
  checkRead(parseOutput(ended.stdout), catalogOf(), { aborted: true });
});

/** Only root may make a namespace everywhere. */
const hasNamespaces = ((): boolean => {
  try {
    execFileSync('unshare', ['--pid', '--fork', '--mount-proc', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Before a command: it becomes process 1, as in a container. */
const asFirst = ['--pid', '--fork', '--kill-child', '--mount-proc', process.execPath, CLI];

/** Sends a signal to the process that `unshare` has started. */
function signalFirst({ pid }: ChildProcess, name: NodeJS.Signals): void {
  process.kill(Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')), name);
}

describe.runIf(hasNamespaces)('process 1 of a namespace', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('C5: %s ends it with %i and its streams INCOMPLETE', async (name, code) => {
    await using sandbox = await startSandbox({ ...small, calls: 400, latencyMilliseconds: 100 });
    const child = spawn('unshare', [...asFirst, ...readArguments(sandbox)]);
    const [ended, stdout, stderr] = [endOf(child), text(child.stdout), text(child.stderr)];
    await requestsOf(sandbox, 14);
    signalFirst(child, name);
    const [end] = await endWithin(child, ended);
    expect([end, await stderr]).toEqual([{ code, signal: null }, '']);
    const output = parseOutput(await stdout);
    checkRead(output, catalogOf(), { aborted: true });
    const ends = everyStream.map((stream) => output.statuses(stream).at(-1));
    expect(ends).toContain('INCOMPLETE');
  });

  test('C5: SIGTERM ends it also while nobody reads its pipe', async () => {
    await using sandbox = await startSandbox(large);
    const [child, ended] = startUnread('unshare', [...asFirst, ...readArguments(sandbox)]);
    await requestsOf(sandbox, 3);
    await sleep(1_000);
    signalFirst(child, 'SIGTERM');
    const [end, tookMs] = await endWithin(child, ended);
    expect(end).toEqual({ code: 143, signal: null });
    expect(tookMs).toBeLessThan(2_500);
  });

  test('C5: SIGTERM ends it while it waits for a config', async () => {
    const child = spawn('unshare', [...asFirst, 'check', '--config', makePipe()]);
    const ended = endOf(child);
    await sleep(700);
    signalFirst(child, 'SIGTERM');
    expect((await endWithin(child, ended))[0]).toEqual({ code: 143, signal: null });
  });
});
