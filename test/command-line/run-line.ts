import { runCli } from '../../src/cli.ts';
import { createOutput } from '../../src/protocol/output.ts';

/** Runs a command line in this process that neither fails nor asks anybody. Returns what it prints. */
export async function printedBy(...words: readonly string[]): Promise<string> {
  let printed = '';
  const exitCode = await runCli(words, {
    output: createOutput(
      async () => {},
      () => {},
    ),
    signal: new AbortController().signal,
    isDebug: false,
    nodeVersion: '20.19.0',
    environment: {},
    memory: { limit: 0, used: () => 0 },
    print: (text) => {
      printed += text;
    },
    printed: async () => {},
    reportDefectsTo: () => {},
    terminal: {
      isStdoutTerminal: false,
      isStderrTerminal: false,
      columns: 80,
      rows: 24,
      onResize: () => ({ [Symbol.dispose]() {} }),
      writeError: () => {},
    },
  });
  if (exitCode !== 0) throw new Error(`${words.join(' ')} ended with ${exitCode}`);
  return printed;
}
