import { HOUR, parseInstant, type Instant } from '../../base/instant.ts';

/** When an item took place: in an hour, by which it is kept, and in microseconds into it, as exactly as Gong tells. */
export interface ItemTime {
  readonly instant: Instant;
  /** `2026-11-18T18`, in UTC. */
  readonly hour: string;
  readonly microseconds: number;
}

const HOUR_LENGTH = 'yyyy-mm-ddThh'.length;

/** As many as a year has. */
const MOST_HOURS = 9_000;

/** The texts of hours so far: to write one for each item takes more time than all else that is told from its time. */
const hours = new Map<number, string>();

const HOUR_TEXT = /^\d{4}-\d{2}-\d{2}T\d{2}$/;
const FRACTION = /\.\d{3}(\d+)/;

/** Undefined where the text is no moment. */
export function readItemTime(text: unknown): ItemTime | undefined {
  const instant = parseInstant(text);
  if (instant === undefined || typeof text !== 'string') return undefined;
  const start = startOfHour(instant);
  const hour = hourText(start);
  // An offset can take a moment out of the years that four digits tell, and a state with it could not be read.
  if (!HOUR_TEXT.test(hour)) return undefined;
  return {
    instant,
    hour,
    microseconds: (instant - start) * 1_000 + finerMicroseconds(text),
  };
}

function hourText(start: Instant): string {
  const known = hours.get(start / HOUR);
  if (known !== undefined) return known;
  if (hours.size >= MOST_HOURS) hours.clear();
  const text = new Date(start).toISOString().slice(0, HOUR_LENGTH);
  hours.set(start / HOUR, text);
  return text;
}

/** Milliseconds are all that an instant holds. What is finer than a microsecond counts as a whole one. */
function finerMicroseconds(text: string): number {
  if (!text.includes('.')) return 0;
  const [, finer = '0'] = FRACTION.exec(text) ?? [];
  return Math.ceil(Number(finer) / 10 ** (finer.length - 3));
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
