import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { tmpdir } from 'node:os';
import { CLI, type Finished } from './run-cli.ts';

/** A CLI at work, for tests that meddle with it. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly finished: Promise<Finished>;
}

/** Starts the built CLI as a process of its own. Its output is gathered as long as `child.stdout` is not paused. */
export function startCli(args: readonly string[]): Running {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: tmpdir() });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      resolve({ exitCode, signal, stdout: textOf(stdout), stderr: textOf(stderr) });
    });
  });
  return { child, finished };
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}
