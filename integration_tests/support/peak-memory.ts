import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI } from '../../test-kit/run-cli.ts';

/** Tells at the end, on stderr. Not `process.resourceUsage()`, which counts what the parent had when it forked. */
const TELL = `import { readFileSync, writeSync } from 'node:fs';
process.on('exit', () => writeSync(2, /VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]));`;

/** How a reader takes the output; it ends when everything is taken. */
export type Reader = (output: Readable) => Promise<void>;

/** The largest resident memory, in megabytes, that a run of the CLI ever had. It has to end well. */
export async function peakMemory(args: readonly string[], reader: Reader): Promise<number> {
  const preload = `--import data:text/javascript,${encodeURIComponent(TELL)}`;
  // As the image starts it.
  const young = '--max-semi-space-size=8';
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: tmpdir(),
    env: { ...process.env, NODE_OPTIONS: `${young} ${preload}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const [told, exitCode] = await Promise.all([text(child.stderr), ended, reader(child.stdout)]);
  if (exitCode !== 0 || !/^\d+$/.test(told)) throw new Error(`exit code ${exitCode}: ${told}`);
  return Number(told) / 1_024;
}

/** Takes everything at once and keeps nothing. */
export async function quick(output: Readable): Promise<void> {
  for await (const _chunk of output);
}

/** Takes so many bytes a second for a while, tells when that is over, and then takes the rest at once. */
export function slow(bytesPerSecond: number, seconds: number, onOver: () => void): Reader {
  return async (output) => {
    for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
      output.read(bytesPerSecond / 10);
      await sleep(100);
    }
    onOver();
    await quick(output);
  };
}
