import { EventEmitter, setMaxListeners } from 'node:events';
import type { Company } from '../directory/company.ts';
import { DirectoryOutput } from '../directory/directory-output.ts';
import type { DocumentFiles } from '../directory/documents/document-files.ts';
import { noteDocuments } from '../directory/documents/missing-documents.ts';
import type { StateStore } from '../directory/state-store.ts';
import type { PlannedSync } from '../directory/sync-plan.ts';
import { formatInstant, type Instant } from '../base/instant.ts';
import { toConfiguredStream } from '../protocol/catalog.ts';
import type { Stream } from '../streams/stream.ts';
import type { SyncEvents } from '../sync/events.ts';
import type { PeopleContext } from './command-context.ts';
import type { LoadedConfig } from './load-config.ts';
import { runSync } from './run-sync.ts';
import { showSync } from './show-sync.ts';
import type { StreamFailures } from './stream-failures.ts';

/** What all syncs of one run have in common. */
export interface Run {
  readonly config: LoadedConfig;
  /** The one that is read. */
  readonly company: Company;
  /** Whether the directory holds records of another company, all of which are replaced or none. */
  readonly isForeign: boolean;
  readonly isCompressed: boolean;
  readonly hasDocuments: boolean;
  readonly isQuiet: boolean;
  readonly context: PeopleContext;
  readonly failures: StreamFailures;
  /** From when on there are records already. */
  readonly earliest: Instant | undefined;
}

/** Reads streams into a directory. Returns the names of those that failed, which go on with the next sync. */
export async function syncInto(
  store: StateStore,
  { now, streams, isResumed }: PlannedSync<Stream>,
  documents: DocumentFiles | undefined,
  { config, isCompressed, isQuiet, context, failures, earliest }: Run,
): Promise<readonly string[]> {
  const names = streams.map(({ name }) => name);
  if (isResumed) {
    context.log.warn(
      `The sync of ${formatInstant(now)} was broken off and goes on: ${names.join(', ')}. What is newer comes with the next one.`,
    );
  }
  const stopping = new AbortController();
  const signal = AbortSignal.any([context.signal, stopping.signal]);
  // Every stream and every request listens.
  setMaxListeners(0, signal);
  const events = new EventEmitter<SyncEvents>();
  const output = await DirectoryOutput.begin({
    store,
    streams,
    now,
    isCompressed,
    documents,
    messages: failures.messages,
    onFailure: (error) => stopping.abort(error),
    signal,
  });
  failures.follow(events);
  events.on('listChanged', (change) => output.expectRepeats(change.streams));
  try {
    const configured = streams.map(toConfiguredStream);
    const states = statesOf(store, names);
    const { output: text, terminal } = context;
    using _shown = isQuiet ? undefined : await showSync({ config, configured, now, events }, text, terminal);
    const failed = await runSync(
      { config, configured, states, now, earliest, output, events, arePausesShown: true },
      { ...context, signal },
    );
    if (!signal.aborted) await output.finish();
    signal.throwIfAborted();
    if (documents !== undefined) await noteDocuments(store);
    return failed;
  } finally {
    await output.close();
  }
}

function statesOf({ state }: StateStore, names: readonly string[]): ReadonlyMap<string, unknown> {
  return new Map(names.map((name) => [name, state.entries.get(name)?.state]));
}
