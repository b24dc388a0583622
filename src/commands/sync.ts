import { EventEmitter, setMaxListeners } from 'node:events';
import type { ConfigSource } from '../config/source.ts';
import type { Config } from '../config/config.ts';
import { isOfAnotherCompany } from '../directory/company-check.ts';
import type { Company } from '../directory/company.ts';
import { DirectoryOutput } from '../directory/directory-output.ts';
import { DocumentFiles } from '../directory/documents/document-files.ts';
import { DOCUMENTS_FOLDER } from '../directory/documents/names.ts';
import { noteDocuments, writeMissingDocuments } from '../directory/documents/missing-documents.ts';
import { beginFullCopy, dropFullCopy, emptiedStreams, swapFullCopy } from '../directory/full-copy.ts';
import type { StateStore } from '../directory/state-store.ts';
import { openDirectory } from '../directory/sync-directory.ts';
import { planSyncs, type PlannedSync } from '../directory/sync-plan.ts';
import { refuseFoldersElsewhere } from '../directory/stream-folders.ts';
import { nextStart, withoutTaken } from '../directory/sync-start.ts';
import { writeViews } from '../directory/views-file.ts';
import { writeFailure } from '../directory/write-failure.ts';
import { formatInstant, type Instant } from '../base/instant.ts';
import { toConfiguredStream } from '../protocol/catalog.ts';
import type { Stream } from '../streams/stream.ts';
import type { SyncEvents } from '../sync/events.ts';
import { brokenOff, FULL_BROKEN_OFF } from './broken-off.ts';
import type { PeopleContext } from './command-context.ts';
import { configCompany } from './config-company.ts';
import { earliestBegin } from './earliest-begin.ts';
import { limitHeapGrowth } from './heap-growth.ts';
import { loadConfig, type LoadedConfig } from './load-config.ts';
import { withKeptTokens, withOwnAddress } from './own-address.ts';
import { runSync } from './run-sync.ts';
import { showSync } from './show-sync.ts';
import { StreamFailures } from './stream-failures.ts';

export interface SyncOptions {
  readonly config: ConfigSource;
  readonly directory: string;
  readonly streams: readonly Stream[];
  readonly isCompressed: boolean;
  /** Whether each call is written as a document as well. Then the stream of them is among the streams. */
  readonly hasDocuments: boolean;
  /** Whether everything is read anew. */
  readonly isFull: boolean;
  /** Whether nothing is shown but errors. */
  readonly isQuiet: boolean;
}

const WOULD_BE_MIXED =
  "Not all streams could be read, so the other company's files stay as they are: two companies would be mixed.";

/** What all syncs of one run have in common. */
interface Run {
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

/** Brings the files of a directory up to date. Returns whether all streams came to their end. */
export async function syncDirectory(options: SyncOptions, context: PeopleContext): Promise<boolean> {
  const { streams, isCompressed, hasDocuments, isFull, isQuiet } = options;
  limitHeapGrowth();
  const loaded = await loadConfig(options.config, context);
  const isReadAnew = (name: string): boolean => isFull && streams.some((stream) => stream.name === name);
  await using directory = await openDirectory(options.directory, isReadAnew, context.log);
  const { store } = directory;
  const failures = new StreamFailures(context.output);
  try {
    const config = await withOwnAddress(loaded, context);
    const company = configCompany(config);
    const isReplaced = isFull && [...store.state.entries.keys()].every(isReadAnew);
    const isForeign = await isOfAnotherCompany(store, company, isReplaced, context.log);
    await writeViews(store.root, store.state.entries);
    await refuseFoldersElsewhere(store.root, [...streams, { name: DOCUMENTS_FOLDER }]);
    const stateOf = (name: string): unknown => store.state.entries.get(name)?.state;
    const earliest = isFull ? earliestBegin(streams, stateOf) : undefined;
    warnOfStart(
      config,
      earliest,
      streams.every(({ name }) => stateOf(name) === undefined),
      context,
    );
    const run = {
      config,
      company,
      isForeign,
      isCompressed,
      hasDocuments,
      isQuiet,
      context,
      failures,
      earliest,
    };
    const now = await nextStart(store.root, streams);
    const failed = isFull
      ? await readAnew(store, { now, streams, isResumed: false }, run)
      : await syncAll(store, await withoutTaken(planSyncs(store.state, streams, now), store), run);
    // By now rows may have come that can stand for the records that they are made of.
    await writeViews(store.root, store.state.entries);
    return failed.length === 0;
  } catch (error) {
    if (context.signal.aborted && isFull) context.log.warn(FULL_BROKEN_OFF);
    throw writeFailure(store.root, error);
  } finally {
    failures.conclude();
  }
}

/** The functions below return the names of the streams that failed, which go on with the next sync. */
async function syncAll(
  store: StateStore,
  syncs: readonly PlannedSync<Stream>[],
  run: Run,
): Promise<readonly string[]> {
  const failed: string[] = [];
  await store.save({ ...store.state, company: run.company });
  const documents = run.hasDocuments ? await DocumentFiles.open(store.root) : undefined;
  if (documents !== undefined) await writeMissingDocuments(store, documents, run.context.signal);
  for (const planned of syncs) {
    try {
      failed.push(...(await syncInto(store, planned, documents, run)));
    } catch (error) {
      if (run.context.signal.aborted) run.context.log.warn(brokenOff(store.state, planned));
      throw error;
    }
  }
  // Gong may have named another address at a renewal. Without a file that can be read it is found out with the next sync.
  const config = await withKeptTokens(run.config).catch(() => run.config);
  const company = configCompany(config);
  if (company.ownHost !== run.company.ownHost) await store.save({ ...store.state, company });
  return failed;
}

/** Reads into a copy. Its files take the place of the others, but for those of streams that failed. */
async function readAnew(
  store: StateStore,
  planned: PlannedSync<Stream>,
  run: Run,
): Promise<readonly string[]> {
  try {
    const copy = await beginFullCopy(store, run.company);
    const documents = run.hasDocuments ? await DocumentFiles.open(copy.root) : undefined;
    const failed = await syncInto(copy, planned, documents, run);
    const whole = planned.streams.map(({ name }) => name).filter((name) => !failed.includes(name));
    const emptied = await emptiedStreams(store, copy, whole);
    for (const stream of emptied) {
      run.context.log.error(
        `${stream}: Gong lists nothing of it any more, so its files stay as they are. See with source-gong check whether the key may still read it. If there is really nothing, remove the stream's folder and run the same command again.`,
      );
    }
    const swapped = whole.filter((name) => !emptied.includes(name));
    const isMixing = run.isForeign && swapped.length < planned.streams.length;
    if (isMixing) run.context.log.error(WOULD_BE_MIXED);
    if (swapped.length > 0 && !isMixing) await swapFullCopy(store, copy, swapped);
    return [...failed, ...emptied];
  } finally {
    // What is left of it would only take space, which may be what is missing. Once it counts it stays.
    if (store.state.swaps.length === 0) await dropFullCopy(store).catch(() => {});
  }
}

async function syncInto(
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

/** Says what is not read, or goes. */
function warnOfStart(
  { startDate }: Config,
  earliest: Instant | undefined,
  isFirst: boolean,
  { log }: PeopleContext,
): void {
  if (startDate === undefined && isFirst) {
    log.warn(
      'No start_date in the config: only the last 90 days are read. An earlier one can be set at any time.',
    );
  } else if (startDate !== undefined && earliest !== undefined && earliest < startDate) {
    log.warn(
      `The config's start_date is ${formatInstant(startDate)}. There are records from ${formatInstant(earliest)} on: those before the start_date go with --full.`,
    );
  }
}

function statesOf({ state }: StateStore, names: readonly string[]): ReadonlyMap<string, unknown> {
  return new Map(names.map((name) => [name, state.entries.get(name)?.state]));
}
