import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOutput, type Output } from './airbyte-output.ts';

export const CLI = join(import.meta.dirname, '..', 'dist', 'main.js');

export interface Finished {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built CLI as a process of its own, from a folder that is not the project's. */
export function runCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder = tmpdir(),
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: folder,
      env: { ...process.env, ...environment },
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      resolve({
        exitCode,
        signal,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
  });
}

/** A file in a new folder, with the suffix that PyAirbyte gives its catalogs and states. */
export function jsonFile(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'file.txt');
  writeFileSync(path, JSON.stringify(content), { mode: 0o444 });
  return path;
}

/** One command, its messages checked line by line. */
export async function runCommand(...args: string[]): Promise<Finished & { readonly output: Output }> {
  const finished = await runCli(args);
  return { ...finished, output: parseOutput(finished.stdout) };
}
