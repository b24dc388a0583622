import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { checkRead, parseOutput, type Output } from '../test-kit/airbyte-output.ts';
import { catalogOf, everyStream, readArguments, small } from '../test-kit/read-sandbox.ts';
import type { Finished } from '../test-kit/run-cli.ts';
import { startCli } from '../test-kit/start-cli.ts';

const slow = { ...small, calls: 400, latencyMilliseconds: 100 } as const;

/** What a run that was told to end has left: whole lines, every stream begun at its end, nothing on stderr. */
function checkEnd({ stdout, stderr }: Finished): Output {
  expect(stderr).toBe('');
  const output = parseOutput(stdout);
  checkRead(output, catalogOf(), { aborted: true });
  return output;
}

async function requestsOf(sandbox: Sandbox, count: number): Promise<void> {
  for (let turn = 0; sandbox.requests.length < count && turn < 2_000; turn += 1) await sleep(5);
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s in the middle of a read: everything so far goes out, then the process ends by it',
  async (name) => {
    await using sandbox = await startSandbox(slow);
    const { child, finished } = startCli(readArguments(sandbox));
    await requestsOf(sandbox, 14);
    const sent = performance.now();
    child.kill(name);
    const ended = await finished;
    expect(performance.now() - sent).toBeLessThan(2_000);
    expect({ signal: ended.signal, exitCode: ended.exitCode }).toEqual({ signal: name, exitCode: null });
    const output = checkEnd(ended);
    expect(output.of('RECORD').length).toBeGreaterThan(0);
    const ends = everyStream.map((stream) => output.statuses(stream).at(-1));
    expect(new Set(ends)).toEqual(new Set(['COMPLETE', 'INCOMPLETE']));
    expect(output.errors()).toEqual([]);
    // Nothing is asked of Gong any more.
    const requests = sandbox.requests.length;
    await sleep(300);
    expect(sandbox.requests).toHaveLength(requests);
  },
);

test.each<[string, object]>([
  ["Gong's pause", { status: 429, retryAfter: '60' }],
  ['a slow answer', { slowMilliseconds: 60_000 }],
  ['a backoff', { reset: true }],
])('SIGTERM during %s ends the process at once', async (_what, fault) => {
  await using sandbox = await startSandbox({ ...slow, faults: [{ ...fault, at: 8, times: 1_000 }] });
  const { child, finished } = startCli(readArguments(sandbox));
  await requestsOf(sandbox, 8);
  await sleep(400);
  const sent = performance.now();
  child.kill('SIGTERM');
  const ended = await finished;
  expect(performance.now() - sent).toBeLessThan(2_000);
  expect(ended.signal).toBe('SIGTERM');
  checkEnd(ended);
});

test('SIGTERM before anything has begun leaves nothing behind', async () => {
  await using sandbox = await startSandbox(slow);
  const { child, finished } = startCli(readArguments(sandbox));
  await requestsOf(sandbox, 1);
  child.kill('SIGTERM');
  const ended = await finished;
  expect(ended.signal).toBe('SIGTERM');
  checkEnd(ended);
});

test('H6: SIGTERM while the reader has stopped ends the process all the same', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 1_000, pageSize: 100, extensiveKilobytes: 20 });
  const { child, finished } = startCli(readArguments(sandbox));
  child.stdout.once('data', () => child.stdout.pause());
  await requestsOf(sandbox, 3);
  // By then every page that has come waits for the reader.
  await sleep(1_000);
  const sent = performance.now();
  child.kill('SIGTERM');
  const exited = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_code, signal) => resolve(signal));
  });
  const signal = await Promise.race([exited, sleep(8_000, 'none')]);
  const waited = performance.now() - sent;
  child.kill('SIGKILL');
  child.stdout.resume();
  await finished;
  expect(signal).toBe('SIGTERM');
  expect(waited).toBeLessThan(2_500);
});

test('SIGTERM while the reader has stopped for a moment: what it reads then is whole', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 1_000, pageSize: 100, extensiveKilobytes: 20 });
  const { child, finished } = startCli(readArguments(sandbox));
  child.stdout.once('data', () => child.stdout.pause());
  await requestsOf(sandbox, 3);
  await sleep(1_000);
  child.kill('SIGTERM');
  await sleep(250);
  child.stdout.resume();
  const ended = await finished;
  expect(ended.signal).toBe('SIGTERM');
  expect(checkEnd(ended).of('RECORD').length).toBeGreaterThan(0);
});
