import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { checkRead, parseOutput } from '../test-kit/airbyte-output.ts';
import { findDifferences } from '../test-kit/expected-rows.ts';
import { catalogOf, readArguments, small } from '../test-kit/read-sandbox.ts';
import { runInShell } from '../test-kit/run-in-shell.ts';
import { startCli } from '../test-kit/start-cli.ts';
import type { StreamName } from '../test-kit/truth.ts';

test('a reader that takes one line and leaves: the process ends quietly', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 600 });
  const { exitCode, stdout, stderr } = await runInShell(readArguments(sandbox), { pipe: 'head -1' });
  expect(parseOutput(stdout).messages).toHaveLength(1);
  expect(stderr).toBe('');
  expect(exitCode).toBe(1);
  // It does not go on reading for nobody.
  expect(sandbox.requests.length).toBeLessThan(30);
});

test('a full disk is told in one line on stderr', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 600 });
  const { exitCode, stderr } = await runInShell(readArguments(sandbox), { redirect: '>/dev/full' });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^source-gong: .*ENOSPC.*\n$/);
  expect(sandbox.requests.length).toBeLessThan(30);
});

// Node.js opens /dev/null in the place of a closed stdout, so the process cannot know.
test('a stdout that was never there does no harm', async () => {
  await using sandbox = await startSandbox(small);
  const { exitCode, stdout, stderr } = await runInShell(readArguments(sandbox), { redirect: '>&-' });
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
  expect(exitCode).toBe(0);
});

test('a reader that stops for a while holds the reading back, and loses nothing', async () => {
  const streams: readonly StreamName[] = ['calls', 'extensiveCalls'];
  await using sandbox = await startSandbox({ ...small, calls: 1_200, pageSize: 50, extensiveKilobytes: 20 });
  const { child, finished } = startCli(readArguments(sandbox, { streams }));
  await new Promise((resolve) => {
    child.stdout.once('data', resolve);
  });
  child.stdout.pause();
  // What was under way may still arrive.
  await sleep(1_000);
  const [memory, requests] = [residentMegabytes(child.pid), sandbox.requests.length];
  await sleep(3_000);
  expect(residentMegabytes(child.pid) - memory).toBeLessThan(60);
  expect(residentMegabytes(child.pid)).toBeLessThan(350);
  // A page that took its time may still free a place; without being held back all would be read by now.
  expect(sandbox.requests.length).toBeLessThan(requests + 4);
  child.stdout.resume();

  const { exitCode, stdout, stderr } = await finished;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const output = parseOutput(stdout);
  checkRead(output, catalogOf(streams));
  expect(findDifferences(sandbox, streams, output)).toEqual([]);
});

/** How much memory a process has at the moment. */
function residentMegabytes(processId: number | undefined): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
}
