import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isJsonObject, type JsonObject } from '../src/base/json-object.ts';
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

/** A run whose output was followed line by line. */
export interface FollowedMeasurement extends Measurement {
  readonly recordsByStream: Readonly<Record<string, number>>;
  /** By stream: the longest time from a record that no STATE has followed yet to the next STATE of its stream. */
  readonly secondsWithoutState: Readonly<Record<string, number>>;
  /** When the call came that `stopAtCallSince` waits for; undefined where it did not come. */
  readonly recentCallSeconds: number | undefined;
}

/** How the reader at the other end of the pipe behaves; by default it takes everything at once, to the end. */
export interface Reader {
  readonly bytesPerSecond?: number;
  /** The command is killed after this time; that does not count as a failure. */
  readonly stopAfterSeconds?: number;
}

export interface FollowingReader extends Reader {
  /** The command is killed when a call that started at this instant or later comes out; no failure either. */
  readonly stopAtCallSince?: string;
}

interface Task extends FollowingReader {
  readonly followsLines: boolean;
}

const run = promisify(execFile);
// The sandbox is not reached through anybody's proxy.
const ENVIRONMENT = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
/** Python's exit code of a process that SIGKILL ended. */
const KILLED = -9;
let runs = 0;

/** Runs a command once. Rejects, with the end of what it wrote, when it fails. */
export async function measure(command: readonly string[], reader: Reader = {}): Promise<Measurement> {
  return readMeasurement(await runTask(command, { ...reader, followsLines: false }));
}

/** As `measure`, and looks at each line: for runs that wait for the server, as it costs the reader some time. */
export async function measureLines(
  command: readonly string[],
  reader: FollowingReader = {},
): Promise<FollowedMeasurement> {
  const outcome = await runTask(command, { ...reader, followsLines: true });
  const lines = isJsonObject(outcome['lines']) ? outcome['lines'] : {};
  const recent = lines['recentCallSeconds'];
  return {
    ...readMeasurement(outcome),
    recordsByStream: readNumbers(lines['records']),
    secondsWithoutState: readNumbers(lines['secondsWithoutState']),
    recentCallSeconds: typeof recent === 'number' ? recent : undefined,
  };
}

async function runTask(command: readonly string[], task: Task): Promise<JsonObject> {
  const { bytesPerSecond = null, stopAfterSeconds = null, stopAtCallSince = null, followsLines } = task;
  // A file of its own, as several commands may run at the same time.
  runs += 1;
  const errors = join(FOLDER, `errors-${runs}.log`);
  const words = { command, errors, bytesPerSecond, stopAfterSeconds, stopAtCallSince, followsLines };
  const script = join(import.meta.dirname, 'measure.py');
  const { stdout } = await run(PYTHON, [script, JSON.stringify(words)], { env: ENVIRONMENT });
  const outcome: unknown = JSON.parse(stdout);
  if (!isJsonObject(outcome)) throw new Error('measure.py printed no outcome');
  const mayBeKilled = stopAfterSeconds !== null || stopAtCallSince !== null;
  if (outcome['exitCode'] !== 0 && !(mayBeKilled && outcome['exitCode'] === KILLED)) {
    const end = `${String(outcome['lastOutput'])}\n${readFileSync(errors, 'utf8').slice(-2000)}`;
    throw new Error(`${command.join(' ')} ended with ${String(outcome['exitCode'])}\n${end}`);
  }
  rmSync(errors);
  return outcome;
}

function readMeasurement(outcome: JsonObject): Measurement {
  const take = (key: string): number => {
    const value = outcome[key];
    if (typeof value !== 'number') throw new Error(`measure.py printed no ${key}`);
    return value;
  };
  return {
    seconds: take('seconds'),
    processorSeconds: take('processorSeconds'),
    peakMegabytes: take('peakMegabytes'),
    records: take('records'),
    megabytes: take('megabytes'),
  };
}

function readNumbers(value: unknown): Record<string, number> {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([key, number]) => [key, Number(number)]));
}

/** The run in the middle by wall time. */
export function middle(measurements: readonly Measurement[]): Measurement {
  const sorted = measurements.toSorted((one, other) => one.seconds - other.seconds);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (found === undefined) throw new Error('there is no middle of nothing');
  return found;
}
