import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isJsonObject } from '../src/json-object.ts';
import { FOLDER, PYTHON } from './places.ts';

/** What one run of a command took; all of it seen from outside the process. */
export interface Measurement {
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** User and system time together. */
  readonly processorSeconds: number;
  /** Largest resident set, in units of 1,000,000 bytes. */
  readonly peakMegabytes: number;
  /** RECORD messages that came out, and all that was written. */
  readonly records: number;
  readonly megabytes: number;
}

/** How the reader at the other end of the pipe behaves; by default it takes everything at once, to the end. */
export interface Reader {
  readonly bytesPerSecond?: number;
  /** The command is killed after this time; that does not count as a failure. */
  readonly stopAfterSeconds?: number;
}

const run = promisify(execFile);
// The sandbox is not reached through anybody's proxy.
const ENVIRONMENT = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
const ERRORS = join(FOLDER, 'errors.log');

/** Runs a command once. Rejects, with the end of what it wrote, when it fails. */
export async function measure(command: readonly string[], reader: Reader = {}): Promise<Measurement> {
  const { bytesPerSecond = null, stopAfterSeconds = null } = reader;
  const task = { command, errors: ERRORS, bytesPerSecond, stopAfterSeconds };
  const script = join(import.meta.dirname, 'measure.py');
  const { stdout } = await run(PYTHON, [script, JSON.stringify(task)], { env: ENVIRONMENT });
  const outcome: unknown = JSON.parse(stdout);
  const take = (key: string): number => {
    const value = isJsonObject(outcome) ? outcome[key] : undefined;
    if (typeof value !== 'number') throw new Error(`measure.py told no ${key}`);
    return value;
  };
  const exitCode = take('exitCode');
  if (exitCode !== 0 && stopAfterSeconds === null) {
    const errors = readFileSync(ERRORS, 'utf8').slice(-2000);
    const output = isJsonObject(outcome) ? String(outcome['lastOutput']) : '';
    throw new Error(`${command.join(' ')} ended with ${exitCode}\n${output}\n${errors}`);
  }
  return {
    seconds: take('seconds'),
    processorSeconds: take('processorSeconds'),
    peakMegabytes: take('peakMegabytes'),
    records: take('records'),
    megabytes: take('megabytes'),
  };
}

/** The run in the middle by wall time. */
export function middle(runs: readonly Measurement[]): Measurement {
  const found = runs.toSorted((one, other) => one.seconds - other.seconds)[Math.floor(runs.length / 2)];
  if (found === undefined) throw new Error('there is no middle of nothing');
  return found;
}
