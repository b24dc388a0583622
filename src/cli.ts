import packageJson from '../package.json' with { type: 'json' };
import { addApi } from './command-line/api.ts';
import { addCall } from './command-line/call.ts';
import { addCatalog } from './command-line/catalog.ts';
import { addCheck } from './command-line/check.ts';
import { CommandLine, type ProcessContext } from './command-line/command-line.ts';
import { addCompletion } from './command-line/completion.ts';
import { addDiscover } from './command-line/discover.ts';
import { addInit } from './command-line/init.ts';
import { addLogin } from './command-line/login.ts';
import { addRead } from './command-line/read.ts';
import { addSpec } from './command-line/spec.ts';
import { addStreams } from './command-line/streams.ts';
import { addSync } from './command-line/sync.ts';

/** In the order of the help. Each loads its own code when it runs, so that `spec` does not wait for an HTTP client. */
const VERBS = [
  addInit,
  addLogin,
  addSync,
  addSpec,
  addCheck,
  addDiscover,
  addRead,
  addStreams,
  addCatalog,
  addCall,
  addApi,
  addCompletion,
];

/** Runs one command line (without node and script). Returns the exit code. */
export async function runCli(words: readonly string[], processContext: ProcessContext): Promise<number> {
  const { description, version } = packageJson;
  // What goes wrong often depends on Node's version, so reports should hold it.
  const line = new CommandLine(
    'source-gong',
    description,
    `${version} (Node ${processContext.nodeVersion})`,
    processContext,
  );
  for (const add of VERBS) add(line);
  return await line.run(words);
}
