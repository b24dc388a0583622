import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CLI } from './run-cli.ts';

/** What a shell's pipeline has left. */
export interface ShellOutcome {
  readonly stdout: string;
  readonly stderr: string;
  /** Of the CLI, not of the pipeline. */
  readonly exitCode: number;
}

/**
 * Runs the built CLI in a shell, with a redirection or behind a pipe: `| head -1`, `>/dev/full`, `>&-`; or after something:
 * `ulimit -f 10;`.
 */
export async function runInShell(
  args: readonly string[],
  { before = '', redirect = '', pipe = 'cat' },
): Promise<ShellOutcome> {
  const script = `{ ${before} "$0" "$@" ${redirect}; echo "$?" >&3; } | ${pipe}`;
  const child = spawn('sh', ['-c', script, process.execPath, CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const texts = child.stdio.map(async (stream) => (stream instanceof Readable ? text(stream) : ''));
  const [, stdout = '', stderr = '', exitCode] = await Promise.all(texts);
  return { stdout, stderr, exitCode: Number(exitCode) };
}
