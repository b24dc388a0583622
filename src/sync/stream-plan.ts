import { DAY, type Instant } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import { latestOf, type List, type Range } from '../streams/list.ts';
import type { Stream } from '../streams/stream.ts';
import { rangesOfAbsent } from './changes/absences.ts';
import { readSentBefore, type SentBefore } from './changes/sent-before.ts';
import { Coverage } from './coverage.ts';
import { lossText, lostRanges } from './lost-entries.ts';
import { stateOfPartition } from './partition-states.ts';
import type { Source } from './record-filters.ts';
import { isOfFullRefresh, readSavedState, type SavedState } from './saved-state.ts';
import { widenedKeys } from './saved-filters.ts';
import { privateCallsToday } from './saved-private-calls.ts';
import { StreamCoverage } from './stream-coverage.ts';
import type { RangeLimits, SyncOptions } from './sync-options.ts';

/** What one stream has to read in a sync, by its state and the config, and from which list. */
export interface StreamPlan {
  readonly stream: Stream;
  /** Where the stream has several lists: which of them. */
  readonly partition: string | undefined;
  /** The list that is the stream's, or the partition's, own. */
  readonly ownList: List;
  /** From the beginning of history, as config and state have it, to the start of the sync. */
  readonly range: Range;
  readonly coverage: StreamCoverage;
  /** Only where the stream tells what has changed since the syncs before. */
  readonly sent: SentBefore | undefined;
  /** Undefined where this sync goes by none. */
  readonly cursorField: string | undefined;
  readonly source: Source;
  /** The state that counts in this sync, as it was given. */
  readonly given: JsonObject | undefined;
  /** Why its state cannot be read, if it cannot: then it has failed before it began. */
  readonly fault: unknown;
}

export type PlanOptions = Pick<
  SyncOptions,
  'states' | 'limits' | 'log' | 'includePrivate' | 'shape' | 'emitDeletes'
>;

/** Returns a plan for each partition of the stream. `ownLists` are the lists that are read in any case. */
export function planStream(
  stream: Stream,
  choice: ConfiguredStream,
  ownLists: ReadonlySet<List>,
  options: PlanOptions,
): StreamPlan[] {
  const partitions = stream.partitions ?? [{ name: undefined, list: stream.list }];
  return partitions.map(({ name, list }) => planPartition(stream, name, list, choice, ownLists, options));
}

function planPartition(
  stream: Stream,
  partition: string | undefined,
  list: List,
  choice: ConfiguredStream,
  ownLists: ReadonlySet<List>,
  options: PlanOptions,
): StreamPlan {
  const { states, limits, log, includePrivate } = options;
  const { name, isCompared } = stream;
  const isFullRefresh = choice.syncMode !== 'incremental';
  const cursorField = isCompared && isFullRefresh ? undefined : stream.cursorField;
  const lookbackMs = limits.lookbackDays * DAY;
  const ofStream = cursorField === undefined ? undefined : states.get(name);
  const given = partition === undefined ? ofStream : stateOfPartition(ofStream, partition);
  // A full refresh goes on where another attempt of its own ended; what incremental syncs have read is read anew.
  const state = isFullRefresh && !isOfFullRefresh(given) ? undefined : given;
  const onWarning = (text: string): void => log.warn(text);
  let saved: SavedState | undefined;
  let fault: unknown = stream.configFault;
  try {
    const context = { stream: name, lookbackMs, onWarning };
    if (cursorField !== undefined && !isCompared) {
      saved = readSavedState(state, { ...context, cursorField });
    }
  } catch (error) {
    fault ??= error;
  }
  if (fault === undefined) saved = withoutWidened(saved, stream, includePrivate, onWarning);
  const range = rangeOf(saved, limits, list);
  const lost = saved === undefined ? [] : lostRanges(list, saved.coverage, range, limits.now);
  for (const gap of lost) log.warn(lossText(list, gap));
  const sent = isFullRefresh ? undefined : readSentBefore(stream, state, choice, options);
  const source = sourceOf(stream, list, ownLists, saved?.ownListUntil, limits.now);
  const coverage = new StreamCoverage({
    saved,
    range,
    lookbackMs,
    isFullRefresh,
    isWhole: list.granularity === 'none',
    days: list.days,
    list: stream.sharedList === undefined ? undefined : source.list.name,
    filters: stream.filters,
    privateCalls:
      stream.isPrivate &&
      privateCallsToday({
        coverage: saved?.coverage ?? new Coverage(),
        saved: saved?.privateCalls,
        areIncluded: includePrivate,
        range,
        lookbackMs,
      }),
    toReadAgain: sent === undefined ? [] : rangesOfAbsent(sent.saved, limits.now),
  });
  return {
    stream,
    partition,
    ownList: list,
    range,
    coverage,
    sent,
    cursorField,
    source,
    given: isJsonObject(state) ? state : undefined,
    fault,
  };
}

/** What was read counts where all that the config lets through today was let through then. */
function withoutWidened(
  saved: SavedState | undefined,
  stream: Stream,
  includePrivate: boolean,
  onWarning: (text: string) => void,
): SavedState | undefined {
  if (saved === undefined) return saved;
  const isPrivateWidened =
    includePrivate && stream.isPrivate !== undefined && saved.privateCalls?.areIncluded === false;
  const keys = [
    ...widenedKeys(saved.filters, stream.filters),
    ...(isPrivateWidened ? ['include_private_calls'] : []),
  ];
  if (keys.length === 0) return saved;
  onWarning(
    `${stream.name} is read from its beginning: its state was written when the config left out more (${keys.join(', ')}).`,
  );
  return { ...saved, coverage: new Coverage(), isEmpty: true };
}

/** From where on history counts, up to the start of the sync, or as far as the list can be asked for. Nothing is older than 1970. */
function rangeOf(
  saved: SavedState | undefined,
  { startDate, defaultStart, now }: RangeLimits,
  list: List,
): Range {
  const begin = startDate ?? (saved === undefined ? defaultStart : (saved.begin ?? 0));
  const latest = latestOf(list, now);
  return { from: Math.max(list.earliest ?? 0, 0, Math.min(begin, latest)), to: latest };
}

/**
 * A stream is fed by the list that it shares where another stream reads that anyway, unless that has failed it: to
 * change to and fro would read the look-back in each sync.
 */
function sourceOf(
  stream: Stream,
  list: List,
  ownLists: ReadonlySet<List>,
  ownListUntil: Instant | undefined,
  now: Instant,
): Source {
  const { sharedList } = stream;
  // It is its own as well where that list is the only one that will do.
  if (sharedList?.list === list) return sharedList;
  const isOwn = ownListUntil !== undefined && now < ownListUntil;
  if (sharedList !== undefined && ownLists.has(sharedList.list) && !isOwn) return sharedList;
  return { list, toItem: (item) => stream.toItem?.(item) ?? item };
}
