import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { CLI } from '../../test/support/run-cli.ts';

const DRIVER = join(import.meta.dirname, 'run_in_terminal.py');

/** What is typed once a text has appeared behind what was typed before. */
export type Step = readonly [waitFor: string, type: string];

export interface SessionOptions {
  readonly steps?: readonly Step[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The folder in which the CLI runs. */
  readonly folder?: string;
  readonly columns?: number;
}

export interface Session {
  readonly exitCode: number | null;
  /** All that the terminal showed, without what moves the cursor and changes colours. */
  readonly screen: string;
  /** As it came. */
  readonly bytes: string;
}

/** Runs the built CLI in a terminal, as a person does: stdin, stdout and stderr are all of it. */
export async function runInTerminal(
  words: readonly string[],
  { steps = [], environment = {}, folder = tmpdir(), columns = 100 }: SessionOptions = {},
): Promise<Session> {
  const script = JSON.stringify({ command: [process.execPath, CLI, ...words], steps, columns });
  const child = spawn('python3', [DRIVER, script], {
    cwd: folder,
    env: { ...process.env, TERM: 'xterm-256color', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [exitCode, bytes] = await Promise.all([ended, text(child.stdout)]);
  return { exitCode, screen: stripVTControlCharacters(bytes).replaceAll('\r\n', '\n'), bytes };
}
