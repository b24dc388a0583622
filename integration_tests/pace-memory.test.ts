import { expect, test } from 'vitest';
import { startSandbox, type SandboxOptions } from '../src/sandbox/index.ts';
import { jsonFile } from '../test/support/run-cli.ts';
import { peakMemory, quick, slow, type Reader } from './support/peak-memory.ts';
import { choose, small } from './support/sync.ts';

/** Megabytes; the limit is lifted, so that only the processor and the reader hold back what is read. */
async function peakOf(stream: string, options: SandboxOptions, reader: Reader): Promise<number> {
  await using sandbox = await startSandbox({ ...small, days: 200, ...options });
  const config = jsonFile({ ...sandbox.config, num_workers: 4 });
  const catalog = jsonFile(await choose([stream]));
  return await peakMemory(['read', '--config', config, '--catalog', catalog], reader);
}

// A page is a page however many there are. But in so short a run the heap still finds its size: the longer one of two
// gets further with it, and up to a third more says nothing of the account's size, of which one is four of the other.
test('40,000 calls take hardly more memory than 10,000', async () => {
  const few = await peakOf('calls', { calls: 10_000 }, quick);
  const many = await peakOf('calls', { calls: 40_000 }, quick);
  expect(many / few).toBeLessThan(1.35);
});

// Requests wait for the reader. Without that, what comes in its three seconds would pile up: about 100 MB.
test('a reader of 200 kB a second costs hardly more memory than a quick one', async () => {
  const options = { calls: 4_000, extensiveKilobytes: 20 };
  const quickly = await peakOf('extensiveCalls', options, quick);
  const slowly = await peakOf('extensiveCalls', options, slow(200_000, 3));
  expect(slowly - quickly).toBeLessThan(60);
});
