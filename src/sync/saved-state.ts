import { ConfigError } from '../errors.ts';
import { DAY, parseInstant, SECOND, type Instant } from '../instant.ts';
import { isJsonObject } from '../json-object.ts';
import { FURTHEST_OFFSET, type Range } from './windows.ts';

/** A stream's state as far as we understand it. */
export interface SavedState {
  readonly instant: Instant;
  /** How far the instant may lie after what was really read, in milliseconds. */
  readonly slack: number;
}

/**
 * Reads our states and those of Airbyte's connector: `{"started": "…Z"}`, for answered scorecards also a plain
 * date, for transcripts also its nested form. Airbyte's connector cuts the company's offset off a local time and
 * writes `Z` behind it, so its state can lie up to 14 hours after the truth, and that much is read again; ours say
 * `utc`. Answers undefined where nothing is saved. Throws a ConfigError that names the stream and the path.
 */
export function readSavedState(stream: string, cursorField: string, state: unknown): SavedState | undefined {
  if (state === undefined || state === null) return undefined;
  if (!isJsonObject(state)) throw fault(stream, 'stream_state', 'is no object');
  const inner = state[cursorField] === undefined ? state['state'] : undefined;
  const isNested = isJsonObject(inner);
  if (inner !== undefined && inner !== null && !isNested)
    throw fault(stream, 'stream_state.state', 'is no object');
  const value = isNested ? inner[cursorField] : state[cursorField];
  if (value === undefined || value === null) return undefined;
  const instant = parseInstant(value);
  if (instant === undefined) {
    throw fault(stream, `stream_state.${isNested ? 'state.' : ''}${cursorField}`, 'is no date-time');
  }
  if (state['utc'] === true) return { instant, slack: 0 };
  // Airbyte's nested form carries the length of its last sync, by which it would go back as well.
  const lookback = state['lookback_window'];
  return {
    instant,
    slack: FURTHEST_OFFSET + (typeof lookback === 'number' ? Math.max(0, lookback) * SECOND : 0),
  };
}

/** The state that we write: an instant, which is meant as it is written. */
export function toOwnState(cursorField: string, instant: string): object {
  return { [cursorField]: instant, utc: true };
}

export interface RangeLimits {
  /** What the user asked for, if anything: nothing is read from before it. */
  readonly startDate: Instant | undefined;
  /** Where a stream begins that has neither a state nor a start date. */
  readonly defaultStart: Instant;
  readonly lookbackDays: number;
  /** The moment the sync starts. */
  readonly now: Instant;
}

/**
 * What a sync has to read: from the saved state, less the look-back, up to the moment the sync started. Nothing is
 * older than 1970.
 */
export function rangeOf(saved: SavedState | undefined, limits: RangeLimits): Range {
  const { startDate, defaultStart, lookbackDays, now } = limits;
  if (saved === undefined) return { from: Math.max(0, startDate ?? defaultStart), to: now };
  const back = Math.max(lookbackDays * DAY, saved.slack);
  return { from: Math.max(0, startDate ?? 0, saved.instant - back), to: now };
}

function fault(stream: string, path: string, text: string): ConfigError {
  return new ConfigError(
    `The state of stream ${stream} cannot be read: ${path} ${text}. Give a UTC date-time such as 2026-11-20T00:00:00Z, or reset the stream.`,
  );
}
