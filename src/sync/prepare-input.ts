import type { ConnectorError } from '../errors.ts';
import { DAY, type Instant } from '../instant.ts';
import { isJsonObject } from '../json-object.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import type { List, Range } from '../streams/list.ts';
import type { Stream } from '../streams/stream.ts';
import type { Source } from './record-filters.ts';
import { isOfFullRefresh, readSavedState, type SavedState } from './saved-state.ts';
import { StreamCoverage } from './stream-coverage.ts';
import { StreamInput } from './stream-input.ts';
import { StreamSession } from './stream-session.ts';
import type { RangeLimits, SyncOptions } from './sync-options.ts';

/**
 * A stream is fed by the list that it shares where another stream reads that anyway, unless that has failed it: to
 * change to and fro would read the look-back in each sync.
 */
function sourceOf(
  { list, sharedList }: Stream,
  ownLists: ReadonlySet<List>,
  ownListUntil: Instant | undefined,
  now: Instant,
): Source {
  const isOwn = ownListUntil !== undefined && now < ownListUntil;
  if (sharedList !== undefined && ownLists.has(sharedList.list) && !isOwn) return sharedList;
  return { list, toItem: (item) => item };
}

/**
 * One stream in this sync: what it has to read, by its state and the config, and from which list. It has started, and has
 * failed already if its state cannot be read. `ownLists` are the lists that are read in any case.
 */
export function prepareInput(
  stream: Stream,
  { syncMode }: ConfiguredStream,
  ownLists: ReadonlySet<List>,
  isNews: (error: ConnectorError) => boolean,
  options: SyncOptions,
): StreamInput {
  const { gong, states, limits, validators, includePrivate, output, events, log, clock, signal } = options;
  const { name, cursorField } = stream;
  const isFullRefresh = syncMode !== 'incremental';
  const lookbackMs = limits.lookbackDays * DAY;
  const given = cursorField === undefined ? undefined : states.get(name);
  // A full refresh goes on where another attempt of its own ended; what incremental syncs have read is read anew.
  const state = isFullRefresh && !isOfFullRefresh(given) ? undefined : given;
  let saved: SavedState | undefined;
  let fault: unknown;
  try {
    const context = { stream: name, lookbackMs, onWarning: (text: string) => log.warn(text) };
    if (cursorField !== undefined) saved = readSavedState(state, { ...context, cursorField });
  } catch (error) {
    fault = error;
  }
  const range = rangeOf(saved, limits);
  const source = sourceOf(stream, ownLists, saved?.ownListUntil, limits.now);
  const listName = stream.sharedList === undefined ? undefined : source.list.name;
  const coverage = new StreamCoverage({ saved, range, lookbackMs, isFullRefresh, list: listName });
  const session = new StreamSession({
    stream,
    range,
    coverage,
    given: isJsonObject(state) ? state : undefined,
    validate: validators[name],
    output,
    events,
    log,
    isNews,
    clock,
    signal,
  });
  session.start();
  if (fault !== undefined) session.fail(fault);
  return new StreamInput({ session, coverage, source, includePrivate, gong, log });
}

/** From where on history counts, up to the start of the sync. Nothing is older than 1970. */
function rangeOf(saved: SavedState | undefined, limits: RangeLimits): Range {
  const { startDate, defaultStart, now } = limits;
  const begin = startDate ?? (saved === undefined ? defaultStart : (saved.begin ?? 0));
  return { from: Math.max(0, Math.min(begin, now)), to: now };
}
