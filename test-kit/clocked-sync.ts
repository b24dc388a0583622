import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isJsonObject } from '../src/base/json-object.ts';
import type { Instant } from '../src/base/instant.ts';

/** The folder of the build that is tested. */
export const DIST = join(import.meta.dirname, '..', 'dist');

const CLOCK = join(import.meta.dirname, 'moved-clock.mjs');

/** A `read` of the built CLI as a process whose clock shows another moment. */
export interface ClockedSync {
  readonly dist: string;
  readonly now: Instant;
  /** What follows the verb. */
  readonly words: readonly string[];
  readonly onLine: (line: string) => void;
  /** The process is killed after this line, and what it wrote besides is lost. */
  readonly cutAfterLines?: number | undefined;
}

export interface FinishedSync {
  /** Null where it was killed. */
  readonly exitCode: number | null;
  readonly lines: number;
  readonly isCut: boolean;
  readonly stderr: string;
  /** User and system time together, and the largest resident set; undefined where it was killed. */
  readonly usage: { readonly processorSeconds: number; readonly peakMegabytes: number } | undefined;
}

export async function runClockedSync(sync: ClockedSync): Promise<FinishedSync> {
  const { dist, now, words, onLine, cutAfterLines = Infinity } = sync;
  const child = spawn(process.execPath, ['--import', CLOCK, join(dist, 'main.js'), 'read', ...words], {
    cwd: tmpdir(),
    env: { ...process.env, MOVED_CLOCK_TO: String(now), PROCESS_USAGE: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, stdout, errors, usage] = child.stdio;
  if (stdout === null || errors === null) throw new Error('the CLI has no pipes');
  let stderr = '';
  errors.on('data', (piece: Buffer) => (stderr += piece.toString()));
  let usageText = '';
  usage?.on('data', (piece: Buffer) => (usageText += piece.toString()));
  let lines = 0;
  let isCut = false;
  const exit = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  for await (const line of createInterface({ input: stdout, crlfDelay: Infinity })) {
    if (isCut) continue;
    lines += 1;
    onLine(line);
    isCut = lines >= cutAfterLines;
    if (isCut) child.kill('SIGKILL');
  }
  return { exitCode: await exit, lines, isCut, stderr, usage: readUsage(usageText) };
}

function readUsage(text: string): FinishedSync['usage'] {
  const usage: unknown = text === '' ? undefined : JSON.parse(text);
  if (!isJsonObject(usage)) return undefined;
  // Microseconds and kibibytes.
  return {
    processorSeconds: (Number(usage['userCPUTime']) + Number(usage['systemCPUTime'])) / 1e6,
    peakMegabytes: (Number(usage['maxRSS']) * 1024) / 1e6,
  };
}
