import { expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/src/index.ts';
import { jsonFile, runCli } from '../test-kit/run-cli.ts';
import { peakMemory, quick, slow } from './support/peak-memory.ts';
import { choose, small } from './support/sync.ts';

/** A rate without a limit, so that only the processor and the reader hold back what is read. */
const start = (options: SandboxOptions): Promise<Sandbox> =>
  startSandbox({ ...small, days: 200, ...options });

async function argumentsOf(sandbox: Sandbox, stream: string): Promise<string[]> {
  const config = jsonFile({ ...sandbox.config, num_workers: 4 });
  return ['read', '--config', config, '--catalog', jsonFile(await choose([stream]))];
}

async function peakWith(calls: number): Promise<number> {
  await using sandbox = await start({ calls });
  return await peakMemory(await argumentsOf(sandbox, 'calls'), quick);
}

// The heap grows as long as it is let, so what a process takes says little of what it needs: this says what it needs.
test('60,000 calls are read within a heap that holds a small part of them', async () => {
  await using sandbox = await start({ calls: 60_000 });
  const { exitCode, stderr } = await runCli(await argumentsOf(sandbox, 'calls'), {
    NODE_OPTIONS: '--max-old-space-size=40',
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(sandbox.requests.length).toBeGreaterThanOrEqual(600);
});

test('ten times the calls take hardly more memory', async () => {
  const few = await peakWith(10_000);
  // A short sync ends before the heap is as large as it is let, which makes a sixth. Kept records would make a half.
  expect((await peakWith(100_000)) / few).toBeLessThanOrEqual(1.25);
});

test('a reader of 200 kB a second holds the requests back and costs hardly more memory than a quick one', async () => {
  await using sandbox = await start({ calls: 4_000, extensiveKilobytes: 20 });
  const words = await argumentsOf(sandbox, 'extensiveCalls');
  const quickly = await peakMemory(words, quick);
  sandbox.resetRequests();
  let asked = Infinity;
  const slowly = await peakMemory(
    words,
    slow(200_000, 3, () => {
      asked = sandbox.requests.length;
    }),
  );
  expect(slowly - quickly).toBeLessThan(60);
  // Of 40 pages: each worker has one that waits to be written, and one or two went through the pipe.
  expect(asked).toBeLessThanOrEqual(12);
});
