import { EventEmitter } from 'node:events';
import { isOfAnotherCompany } from '../directory/company-check.ts';
import { StateStore } from '../directory/state-store.ts';
import { nextStart } from '../directory/sync-start.ts';
import { planSyncs } from '../directory/sync-plan.ts';
import { writeFailure } from '../directory/write-failure.ts';
import type { ConnectorError } from '../base/errors.ts';
import { CHECK_RETRIES } from '../gong/retry.ts';
import { toConfiguredStream } from '../protocol/catalog.ts';
import type { SyncEvents } from '../sync/events.ts';
import { estimateSync } from '../sync/sync-estimate.ts';
import { logClient } from './client-log.ts';
import { openClient } from './client.ts';
import { companyStreams } from './company-streams.ts';
import type { PeopleContext } from './command-context.ts';
import { configCompany } from './config-company.ts';
import { earliestBegin } from './earliest-begin.ts';
import { estimateText } from './estimate-text.ts';
import { warnOfFutureStart } from './future-start.ts';
import { loadConfig } from './load-config.ts';
import { withOwnAddress } from './own-address.ts';
import { recordShape } from './record-shape.ts';
import { rangeLimitsOf } from './range-limits.ts';
import type { SyncOptions } from './sync.ts';

/** The sync that is not made. */
export type DryRunOptions = Omit<SyncOptions, 'isCompressed' | 'hasDocuments' | 'isQuiet'>;

/**
 * Prints what bringing the files of a directory up to date would read and cost, and writes nothing. Returns whether all
 * streams can be read.
 */
export async function dryRun(
  { config: source, directory, streams: chosen, isFull }: DryRunOptions,
  context: PeopleContext,
): Promise<boolean> {
  const { log, signal, print, terminal } = context;
  const loaded = await loadConfig(source, context);
  const store = await openStore(directory);
  const { state } = store;
  const now = await nextStart(store.root, chosen);
  warnOfFutureStart(loaded, now, log);
  const config = await withOwnAddress(loaded, context);
  const isChosen = (name: string): boolean => chosen.some((stream) => stream.name === name);
  await isOfAnotherCompany(
    store,
    configCompany(config),
    isFull && [...state.entries.keys()].every(isChosen),
    log,
  );
  const syncs = isFull ? [{ now, streams: chosen }] : planSyncs(state, chosen, now);
  const earliest = isFull ? earliestBegin(chosen, (name) => state.entries.get(name)?.state) : undefined;
  const entries = isFull ? [] : [...state.entries];
  const states = new Map(entries.map(([name, entry]) => [name, entry.state]));
  const events = new EventEmitter<SyncEvents>();
  logClient(events, context);
  await using client = openClient(config, CHECK_RETRIES, context, events);
  const { gong } = client;
  const budget = gong.requestsLeft;
  const streams = await companyStreams(config, {
    configured: chosen,
    states,
    limits: rangeLimitsOf(config, now, earliest),
    gong,
    onWarning: (text) => log.warn(text),
    signal,
  });
  const { includePrivate, emitDeletes } = config;
  const shape = recordShape(config);
  const common = { gong, streams, states, includePrivate, emitDeletes, shape, log, signal };
  const estimates = await Promise.all(
    syncs.map((sync) => {
      const configured = sync.streams.map(toConfiguredStream);
      const limits = rangeLimitsOf(config, sync.now, earliest);
      return estimateSync({ ...common, configured, limits });
    }),
  );
  const failures = estimates.flatMap((estimate) => [...estimate.failures]);
  for (const text of failureTexts(failures)) log.error(text);
  const found = estimates.flatMap((estimate) => estimate.streams);
  if (found.length > 0) {
    const columns = terminal.isStdoutTerminal ? terminal.columns : Infinity;
    print(estimateText(found, { ...config, budget, spent: budget - gong.requestsLeft }, columns));
  }
  return failures.length === 0;
}

/** What keeps a sync from its directory keeps it from being foretold. */
async function openStore(directory: string): Promise<StateStore> {
  try {
    return await StateStore.open(directory);
  } catch (cause) {
    throw writeFailure(directory, cause);
  }
}

/** What several streams share is told once; what concerns all of them last, and without a name. */
function failureTexts(failures: readonly (readonly [name: string, error: ConnectorError])[]): string[] {
  const names = new Map<string, string[]>();
  const own = failures.filter(([, { isGeneral }]) => !isGeneral);
  for (const [name, { message }] of own) names.set(message, [...(names.get(message) ?? []), name]);
  const general = failures.find(([, { isGeneral }]) => isGeneral)?.[1].message ?? [];
  return [[...names].map(([message, concerned]) => `${concerned.join(', ')}: ${message}`), general].flat();
}
