import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What is left of a process that has ended; no exit code when a signal ended it. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script with the image's /bin/sh. A non-zero exit is an outcome like any other. */
export type Shell = (script: string) => Promise<Ended>;

/** `command` is what runs the words behind it inside the image, such as `docker run --rm IMAGE`. */
export function runInImage([command = '', ...words]: readonly string[]): Shell {
  return async (script) => {
    const child = spawn(command, [...words, '/bin/sh', '-c', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return { exitCode, stdout, stderr };
  };
}
