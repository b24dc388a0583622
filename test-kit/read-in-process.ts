import { controlTokenStore } from '../src/commands/control-token-store.ts';
import { read } from '../src/commands/read.ts';
import { startOfSecond, type Instant } from '../src/base/instant.ts';
import { createLog } from '../src/protocol/log.ts';
import { createOutput } from '../src/protocol/output.ts';
import { parseOutput, type Output } from './airbyte-output.ts';
import type { ConfiguredCatalog } from './configured-catalog.ts';
import { jsonFile } from './run-cli.ts';

export interface ReadInProcess {
  readonly config: object;
  readonly catalog: ConfiguredCatalog;
  /** The moment for which it reads. */
  readonly now: Instant;
  readonly state?: unknown;
}

/** A read in this process, which spares the start of one; what it says is checked line by line, as that of the CLI. */
export async function readInProcess({ config, catalog, now, state }: ReadInProcess): Promise<Output> {
  const chunks: Buffer[] = [];
  const broken = new AbortController();
  const output = createOutput(
    (bytes) => {
      chunks.push(Buffer.from(bytes));
      return Promise.resolve();
    },
    (error) => broken.abort(error),
  );
  const files = {
    config: { kind: 'file', path: jsonFile(config) },
    catalog: jsonFile(catalog),
    ...(state === undefined ? {} : { state: jsonFile(state) }),
  } as const;
  await read(files, {
    output,
    log: createLog(output, 'info'),
    signal: broken.signal,
    now: startOfSecond(now),
    openTokenStore: ({ file }, log) => Promise.resolve(controlTokenStore(file, output, log)),
    longestQuietWaitMs: 0,
    memory: { limit: 0, used: () => 0 },
    terminal: {
      isStdoutTerminal: false,
      isStderrTerminal: false,
      columns: 80,
      rows: 24,
      writeError: () => {},
      onResize: () => ({ [Symbol.dispose]() {} }),
    },
  });
  await output.flush();
  return parseOutput(Buffer.concat(chunks).toString('utf8'));
}
