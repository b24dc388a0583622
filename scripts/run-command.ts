import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What is left of a process that has ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command without a shell. A non-zero exit is an outcome like any other; only a failed start rejects. */
export async function runCommand(command: string, words: readonly string[]): Promise<Ended> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}
