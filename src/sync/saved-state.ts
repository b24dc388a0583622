import { ConfigError } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import { DAY, parseInstant, SECOND, type Instant } from '../instant.ts';
import { FURTHEST_OFFSET, type Range } from './windows.ts';

/** A stream's state as far as we understand it. */
export interface SavedState {
  readonly instant: Instant;
  /** How far the instant may lie after what was really read, in milliseconds. */
  readonly slack: number;
}

/** Our own states say that they mean what they write: an instant in UTC. */
export interface OwnState {
  readonly [cursorField: string]: string | true;
  readonly utc: true;
}

/**
 * Reads our states and those of Airbyte's connector: `{"started": "…Z"}`, for answered scorecards also a plain
 * date, for transcripts also its nested form. Airbyte's connector cuts the company's offset off a local time and
 * writes `Z` behind it, so its state can lie up to 14 hours after the truth, and that much is read again.
 * Answers undefined where nothing is saved. Throws a ConfigError that names the stream and the path.
 */
export function readSavedState(
  stream: string,
  cursorField: string,
  state: JsonObject,
): SavedState | undefined {
  const inner = state[cursorField] === undefined ? state['state'] : undefined;
  const isNested = isJsonObject(inner);
  const value = isNested ? inner[cursorField] : state[cursorField];
  if (value === undefined || value === null) return undefined;
  const instant = parseInstant(value);
  if (instant === undefined) {
    const path = isNested ? `state.${cursorField}` : cursorField;
    throw new ConfigError(
      `The state of stream ${stream} cannot be read: ${path} is no date-time. Give a UTC date-time such as 2026-11-20T00:00:00Z, or reset the stream.`,
    );
  }
  if (state['utc'] === true) return { instant, slack: 0 };
  const lookback = state['lookback_window'];
  return {
    instant,
    slack: FURTHEST_OFFSET + (typeof lookback === 'number' ? Math.max(0, lookback) * SECOND : 0),
  };
}

export function toOwnState(cursorField: string, instant: string): OwnState {
  return { [cursorField]: instant, utc: true };
}

/** What a sync has to read: from the saved state, less the look-back, up to the moment the sync started. */
export function rangeOf(
  saved: SavedState | undefined,
  {
    startDate,
    lookbackDays,
    now,
  }: { readonly startDate: Instant; readonly lookbackDays: number; readonly now: Instant },
): Range {
  if (saved === undefined) return { from: startDate, to: now };
  const back = Math.max(lookbackDays * DAY, saved.slack);
  return { from: Math.max(startDate, saved.instant - back), to: now };
}
