import { once } from 'node:events';
import { argv, stderr, stdout } from 'node:process';
import { HELP, readCommandLine } from './command-line.ts';
import { startSandbox } from './index.ts';

const USAGE_EXIT_CODE = 2;

try {
  const options = readCommandLine(argv.slice(2));
  if (options === undefined) stdout.write(HELP);
  else {
    // The server keeps the process running until a signal ends it.
    const { url, config } = await startSandbox(options);
    stdout.write(`${JSON.stringify({ url, config }, undefined, 2)}\n`);
  }
} catch (error) {
  // An option that is not known or out of its range, or a port that is taken.
  const text = error instanceof Error ? error.message : String(error);
  if (!stderr.write(`gong-sandbox: ${text}\n`)) await once(stderr, 'drain');
  process.exitCode = USAGE_EXIT_CODE;
}
