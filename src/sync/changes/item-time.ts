import { HOUR, parseInstant, type Instant } from '../../base/instant.ts';

/** When an item took place: in an hour, by which it is kept, and in microseconds into it, as exactly as Gong tells. */
export interface ItemTime {
  readonly instant: Instant;
  /** `2026-11-18T18`, in UTC. */
  readonly hour: string;
  readonly microseconds: number;
}

const HOUR_LENGTH = 'yyyy-mm-ddThh'.length;
const HOUR_TEXT = /^\d{4}-\d{2}-\d{2}T\d{2}$/;
const FRACTION = /\.\d{3}(\d+)/;

/** Undefined where the text is no moment. */
export function readItemTime(text: unknown): ItemTime | undefined {
  const instant = parseInstant(text);
  if (instant === undefined || typeof text !== 'string') return undefined;
  const hour = new Date(instant).toISOString().slice(0, HOUR_LENGTH);
  // An offset can take a moment out of the years that four digits tell, and a state with it could not be read.
  if (!HOUR_TEXT.test(hour)) return undefined;
  // Milliseconds are all that an instant holds. What is finer than a microsecond counts as a whole one.
  const [, finer = '0'] = FRACTION.exec(text) ?? [];
  const microseconds = Math.ceil(Number(finer) / 10 ** (finer.length - 3));
  return {
    instant,
    hour,
    microseconds: (instant - startOfHour(instant)) * 1_000 + microseconds,
  };
}

/** Undefined where the text is none. */
export function readHour(text: string): Instant | undefined {
  return HOUR_TEXT.test(text) ? parseInstant(`${text}:00:00Z`) : undefined;
}

/** `2026-11-18T18:00:05.123456Z` */
export function writeItemTime(hour: string, microseconds: number): string {
  const instant = (readHour(hour) ?? 0) + Math.floor(microseconds / 1_000);
  const finer = String(microseconds % 1_000).padStart(3, '0');
  return new Date(instant).toISOString().replace('Z', `${finer}Z`);
}

function startOfHour(instant: Instant): Instant {
  return Math.floor(instant / HOUR) * HOUR;
}
