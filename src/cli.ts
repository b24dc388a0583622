import packageJson from '../package.json' with { type: 'json' };
import { addCheck } from './command-line/check.ts';
import { CommandLine, type ProcessContext } from './command-line/command-line.ts';
import { addDiscover } from './command-line/discover.ts';
import { addRead } from './command-line/read.ts';
import { addSandbox } from './command-line/sandbox.ts';
import { addSpec } from './command-line/spec.ts';

/** In the order of the help. Each loads its own code when it runs, so that `spec` does not wait for an HTTP client. */
const VERBS = [addSpec, addCheck, addDiscover, addRead, addSandbox];

/** Runs one command line (without node and script). Returns the exit code. */
export async function runCli(words: readonly string[], processContext: ProcessContext): Promise<number> {
  const { description, version } = packageJson;
  const line = new CommandLine('source-gong', description, version, processContext);
  for (const add of VERBS) add(line);
  return await line.run(words);
}
