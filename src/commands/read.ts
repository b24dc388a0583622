import { EventEmitter } from 'node:events';
import type { ConfigSource } from '../config/source.ts';
import { startOfSecond } from '../base/instant.ts';
import { readJsonFile } from '../config/json-file.ts';
import { readConfiguredCatalog, type ConfiguredStream } from '../protocol/catalog.ts';
import { readStates } from '../protocol/state-file.ts';
import { streams } from '../streams/index.ts';
import type { SyncEvents } from '../sync/events.ts';
import { limitHeapGrowth } from './heap-growth.ts';
import { loadConfig } from './load-config.ts';
import type { ProtocolContext } from './command-context.ts';
import { runSync } from './run-sync.ts';
import type { ShownSync } from './show-sync.ts';
import { logDrift } from './sync-log.ts';

export interface ReadFiles {
  readonly config: ConfigSource;
  /** The path of a catalog, or the streams themselves. */
  readonly catalog: string | readonly ConfiguredStream[];
  readonly state?: string;
}

/** Reads the configured streams. Returns whether all of them came to their end. */
export async function read(files: ReadFiles, context: ProtocolContext): Promise<boolean> {
  const { log, output, signal } = context;
  limitHeapGrowth();
  const config = await loadConfig(files.config, context);
  const { catalog } = files;
  const configured =
    typeof catalog === 'string'
      ? readConfiguredCatalog(await readJsonFile(catalog, 'catalog', signal))
      : catalog;
  const stateFile = files.state === undefined ? undefined : await readJsonFile(files.state, 'state', signal);
  const states = readStates(
    stateFile,
    (path) => {
      log.warn(
        `The entry of the state at ${path} is of no known kind or stream; it is passed over. A stream without a state is read from its beginning.`,
      );
    },
    (name) => streams.some((stream) => stream.name === name),
  );
  const now = startOfSecond(context.now);
  const events = new EventEmitter<SyncEvents>();
  logDrift(events, log);
  using _shown = await shown({ config, configured, now, events }, context);
  const failed = await runSync({ config, configured, states, now, output, events }, context);
  if (failed.length > 0)
    log.error(`During the sync, these streams did not sync successfully: ${failed.join(', ')}`);
  return failed.length === 0;
}

/** Shows the sync where a person watches; other runs do not have to load what shows it. */
async function shown(run: ShownSync, { text, terminal }: ProtocolContext): Promise<Disposable | undefined> {
  if (text === undefined) return undefined;
  const { showSync } = await import('./show-sync.ts');
  return await showSync(run, text, terminal);
}
