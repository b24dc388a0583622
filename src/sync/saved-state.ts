import { ConfigError } from '../base/errors.ts';
import { formatInstant, parseInstant, SECOND, type Instant } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import type { CallFilters } from '../streams/call-filters.ts';
import { FURTHEST_OFFSET_MS, type KnownDays } from '../streams/list.ts';
import { readKnownDays, writeKnownDays } from './known-days.ts';
import { readFilters, writeFilters, type SavedFilters } from './saved-filters.ts';
import { readPrivateCalls, writePrivateCalls, type SavedPrivateCalls } from './saved-private-calls.ts';
import { Coverage } from './coverage.ts';
import { STALE, type Stretch } from './stretch.ts';

/** A stream's state as far as we understand it. */
export interface SavedState {
  /** Where the range begins that it speaks of; undefined where it does not say. */
  readonly begin: Instant | undefined;
  readonly coverage: Coverage;
  /** The list that was read. Undefined in states of other versions. */
  readonly list: string | undefined;
  /** Up to when the stream stays with its own list, if one that it shares has failed it. */
  readonly ownListUntil?: Instant | undefined;
  /** The filters that it was read with, if there were any. */
  readonly filters?: SavedFilters | undefined;
  /** Undefined where it does not say. */
  readonly privateCalls?: SavedPrivateCalls | undefined;
  /** Whether a full refresh has written it. */
  readonly isFullRefresh: boolean;
  /** Whether nothing had been seen of the stream. */
  readonly isEmpty: boolean;
  /** Of the days by which the stream was read, where it is by days of the company and that was known. */
  readonly timeZone?: string | undefined;
}

/** What a reading of a state needs to know of the stream and the config. */
export interface StateContext {
  readonly stream: string;
  readonly cursorField: string;
  readonly lookbackMs: number;
  /** Called with what could not be understood, and is passed over. */
  readonly onWarning: (text: string) => void;
}

/** Airbyte's marks on a state that says nothing. */
const EMPTY_MARKS: ReadonlySet<string> = new Set([
  '__ab_no_cursor_state_message',
  '__ab_full_refresh_sync_complete',
]);

/**
 * Reads our states and those of Airbyte's connector. Returns undefined where nothing is saved, or nothing that is
 * understood. Throws a ConfigError that names stream and path where the cursor field is there and cannot be read.
 */
export function readSavedState(state: unknown, context: StateContext): SavedState | undefined {
  const { stream, cursorField, onWarning } = context;
  if (state === undefined || state === null) return undefined;
  if (!isJsonObject(state)) throw fault(stream, 'stream_state', 'is no object');
  const found = findCursor(state, stream, cursorField);
  if (found === undefined) {
    const keys = Object.keys(state).filter((key) => key !== cursorField && !EMPTY_MARKS.has(key));
    if (keys.length > 0) {
      onWarning(
        `The state of stream ${stream} has no "${cursorField}" and is passed over, so that the stream is read from its beginning. Its keys: ${keys.slice(0, 10).join(', ')}.`,
      );
    }
    return undefined;
  }
  const own = state['utc'] === true ? readCoverage(state['coverage'], context) : undefined;
  if (own === undefined) return readForeign(state, found, context);
  const list = state['list'];
  return {
    begin: Math.min(found.instant, own.stretches[0]?.from ?? found.instant),
    coverage: own,
    list: typeof list === 'string' ? list : undefined,
    ownListUntil: parseInstant(state['own_list_until']),
    filters: readFilters(state),
    privateCalls: readPrivateCalls(state),
    isFullRefresh: isOfFullRefresh(state),
    isEmpty: state['empty'] === true,
    timeZone: readKnownDays(state).timeZone,
  };
}

/** Whether a full refresh has written the state. */
export function isOfFullRefresh(state: unknown): boolean {
  return isJsonObject(state) && state['full_refresh'] === true;
}

/**
 * A state with one moment alone. Airbyte's connector cuts the company's offset off a local time and writes `Z` behind
 * it, so its state can lie up to 14 hours after the truth; ours say `utc`. What the look-back covers is read again.
 */
function readForeign(
  state: JsonObject,
  { instant }: { readonly instant: Instant },
  { lookbackMs }: StateContext,
): SavedState {
  // Airbyte's nested form carries the length of its last sync, by which it would go back as well.
  const lookback = state['lookback_window'];
  const extraMs = typeof lookback === 'number' ? Math.max(0, lookback) * SECOND : 0;
  const slackMs = state['utc'] === true ? 0 : FURTHEST_OFFSET_MS + extraMs;
  const to = instant - Math.max(lookbackMs, slackMs);
  const coverage = new Coverage([
    { from: 0, to, readAt: instant },
    { from: Math.max(0, to), to: instant, readAt: STALE },
  ]);
  return {
    begin: undefined,
    coverage,
    list: undefined,
    ownListUntil: undefined,
    filters: readFilters(state),
    privateCalls: readPrivateCalls(state),
    isFullRefresh: false,
    isEmpty: false,
  };
}

interface Cursor {
  readonly instant: Instant;
}

/** At the top, in the nested form of Airbyte's transcripts, or of streams with partitions, of which Gong's have one. */
function findCursor(state: JsonObject, stream: string, cursorField: string): Cursor | undefined {
  const { states } = state;
  const partition: unknown = Array.isArray(states) && states.length === 1 ? states[0] : undefined;
  const places: [path: string, holder: unknown][] = [
    ['', state],
    ['state.', state['state']],
    ['states[0].cursor.', isJsonObject(partition) ? partition['cursor'] : undefined],
  ];
  for (const [path, holder] of places) {
    if (holder === undefined || holder === null) continue;
    if (!isJsonObject(holder)) throw fault(stream, `stream_state.${path.slice(0, -1)}`, 'is no object');
    const value = holder[cursorField];
    if (value === undefined || value === null) continue;
    const instant = parseInstant(value);
    if (instant === undefined) throw fault(stream, `stream_state.${path}${cursorField}`, 'is no date-time');
    return { instant };
  }
  return undefined;
}

/** Entries of `[from, to, readAt]`, `readAt` being null where the stretch has to be read again. */
function readCoverage(value: unknown, { stream, onWarning }: StateContext): Coverage | undefined {
  if (value === undefined) return undefined;
  const stretches = Array.isArray(value) ? value.map(readStretch) : [undefined];
  if (stretches.every((stretch) => stretch !== undefined)) {
    return stretches.reduce((coverage, stretch) => coverage.add(stretch), new Coverage());
  }
  onWarning(
    `The state of stream ${stream} has a "coverage" that is not understood. The stream is read as if its state had none, from the look-back on.`,
  );
  return undefined;
}

function readStretch(entry: unknown): Stretch | undefined {
  const [from, to, readAt] = Array.isArray(entry) ? entry.map(parseInstant) : [];
  if (from === undefined || to === undefined || from >= to) return undefined;
  return { from, to, readAt: readAt ?? STALE };
}

export interface OwnState {
  readonly coverage: Coverage;
  readonly begin: Instant;
  readonly lookbackMs: number;
  readonly list: string | undefined;
  readonly ownListUntil?: Instant | undefined;
  readonly filters?: Partial<CallFilters> | undefined;
  readonly privateCalls?: SavedPrivateCalls | undefined;
  readonly isFullRefresh: boolean;
  readonly isEmpty: boolean;
  readonly days?: KnownDays | undefined;
}

/**
 * The state that we write: what was read and when; and for readers that know nothing of it the one moment from which
 * they can go on without loss.
 */
export function writeState(cursorField: string, state: OwnState): object {
  const { begin, lookbackMs, list, ownListUntil, isFullRefresh, days } = state;
  // When what is empty was read counts for each stretch of it: none of it is finished.
  const coverage = state.coverage.compact(state.isEmpty ? Infinity : lookbackMs);
  return {
    [cursorField]: formatInstant(coverage.reached(begin, lookbackMs)),
    utc: true,
    ...(list === undefined ? {} : { list }),
    ...(ownListUntil === undefined ? {} : { own_list_until: formatInstant(ownListUntil) }),
    ...writeFilters(state.filters),
    ...writePrivateCalls(state.privateCalls),
    ...(isFullRefresh ? { full_refresh: true } : {}),
    ...(state.isEmpty ? { empty: true } : {}),
    ...writeKnownDays(days),
    coverage: coverage.stretches.map(({ from, to, readAt }) => [
      formatInstant(from),
      formatInstant(to),
      readAt === STALE ? null : formatInstant(readAt),
    ]),
  };
}

function fault(stream: string, path: string, text: string): ConfigError {
  return new ConfigError(
    `The state of stream ${stream} cannot be read: ${path} ${text}. Give a UTC date-time such as 2026-11-20T00:00:00Z, or reset the stream.`,
  );
}
