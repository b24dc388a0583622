import type { ConfigSource } from '../config/source.ts';
import { isOfAnotherCompany } from '../directory/company-check.ts';
import { DocumentFiles } from '../directory/documents/document-files.ts';
import { DOCUMENTS_FOLDER } from '../directory/documents/names.ts';
import { writeMissingDocuments } from '../directory/documents/missing-documents.ts';
import type { StateStore } from '../directory/state-store.ts';
import { openDirectory } from '../directory/sync-directory.ts';
import { planSyncs, type PlannedSync } from '../directory/sync-plan.ts';
import { refuseFoldersElsewhere } from '../directory/stream-folders.ts';
import { nextStart, withoutTaken } from '../directory/sync-start.ts';
import { writeViews } from '../directory/views-file.ts';
import { writeFailure } from '../directory/write-failure.ts';
import type { Stream } from '../streams/stream.ts';
import { brokenOff, FULL_BROKEN_OFF } from './broken-off.ts';
import type { PeopleContext } from './command-context.ts';
import { configCompany } from './config-company.ts';
import { earliestBegin } from './earliest-begin.ts';
import { limitHeapGrowth } from './heap-growth.ts';
import { loadConfig } from './load-config.ts';
import { withKeptTokens, withOwnAddress } from './own-address.ts';
import { StreamFailures } from './stream-failures.ts';
import { readAnew } from './read-anew.ts';
import { warnOfStart } from './start-warning.ts';
import { syncInto, type Run } from './sync-into.ts';

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

/** Returns the names of the streams that failed, which go on with the next sync. */
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
