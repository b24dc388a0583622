/** A moment as milliseconds since 1970 in UTC. Comparisons and states use nothing else. */
export type Instant = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const ISO_8601 = /^\d{4}-\d{2}-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Reads an ISO 8601 date or date-time with any offset and any fraction. A text without an offset is taken as
 * UTC, as Airbyte's connector wrote its states. Returns undefined for anything else.
 */
export function parseInstant(text: unknown): Instant | undefined {
  if (typeof text !== 'string') return undefined;
  const match = ISO_8601.exec(text);
  if (match === null) return undefined;
  const [, day = '', offset] = match;
  const instant = Date.parse(
    text.length === 10 || offset !== undefined ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`,
  );
  if (Number.isNaN(instant)) return undefined;
  // Date.parse takes the 30th of February for the 2nd of March.
  const date = text.slice(0, 10);
  return day > '28' && formatDate(Date.parse(date)) !== date ? undefined : instant;
}

/** `2026-11-20T08:00:00Z`: UTC, whole seconds (cut, not rounded), the form that Gong takes and Airbyte keeps. */
export function formatInstant(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** `2026-11-20`: the UTC date of a moment. */
export function formatDate(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The start of the UTC day that holds the moment. */
export function startOfDay(instant: Instant): Instant {
  return Math.floor(instant / DAY) * DAY;
}

/** The start of the second that holds the moment. */
export function startOfSecond(instant: Instant): Instant {
  return Math.floor(instant / SECOND) * SECOND;
}
