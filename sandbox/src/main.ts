import { once } from 'node:events';
import { argv, stderr, stdout } from 'node:process';
import { HELP, readCommandLine } from './command-line.ts';
import { startSandbox } from './index.ts';
import type { SandboxOptions } from './options.ts';

const USAGE_EXIT_CODE = 2;

let options: SandboxOptions | undefined;
try {
  options = readCommandLine(argv.slice(2));
  if (options === undefined) stdout.write(HELP);
  else {
    // The server keeps the process running until a signal ends it.
    const { url, config } = await startSandbox(options);
    stdout.write(`${JSON.stringify({ url, config }, undefined, 2)}\n`);
  }
} catch (error) {
  // An option that is not known or out of its range, or a port that is taken.
  if (!stderr.write(`gong-sandbox: ${describeFailure(error, options)}\n`)) await once(stderr, 'drain');
  process.exitCode = USAGE_EXIT_CODE;
}

/** What is said where a sandbox with these options cannot start. */
function describeFailure(error: unknown, { port }: SandboxOptions = {}): string {
  if (!(error instanceof Error)) return String(error);
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? `port ${port} is in use: choose another with --port, or leave it out.` : error.message;
}
