export const microsecondsPerSecond = 1_000_000;

const dateTime = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/;

/** Microseconds since 1970 of an ISO date-time with an offset; undefined for any other text. */
export function parseDateTime(text: string): number | undefined {
  const match = dateTime.exec(text);
  if (match === null) return undefined;
  const [, date = '', minute = '', second = '00', fraction = '', offset = ''] = match;
  const offsetMinutes = parseOffset(offset);
  const whole = Date.parse(`${date}T${minute}:${second}Z`);
  if (offsetMinutes === undefined || Number.isNaN(whole) || !isRealDate(date)) return undefined;
  return (
    whole * 1000 - offsetMinutes * 60 * microsecondsPerSecond + Number(fraction.padEnd(6, '0').slice(0, 6))
  );
}

/** Microseconds of the midnight at which a date (YYYY-MM-DD) begins in the given offset. */
export function parseDate(text: string, offsetMinutes: number): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isRealDate(text)) return undefined;
  return (Date.parse(`${text}T00:00:00Z`) - offsetMinutes * 60_000) * 1000;
}

/** Minutes east of Greenwich of `Z` or `+hh:mm`. */
export function parseOffset(text: string): number | undefined {
  if (text === 'Z') return 0;
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 18 * 60 ? undefined : match[1] === '-' ? -minutes : minutes;
}

/** Gong's notation: the company's offset, and as many fractional digits (none, three or six) as the value needs. */
export function formatDateTime(microseconds: number, offset: string, offsetMinutes: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const local = new Date(milliseconds + offsetMinutes * 60_000).toISOString();
  const rest = microseconds - milliseconds * 1000;
  if (rest !== 0) return `${local.slice(0, 23)}${String(rest).padStart(3, '0')}${offset}`;
  return milliseconds % 1000 === 0 ? `${local.slice(0, 19)}${offset}` : `${local.slice(0, 23)}${offset}`;
}

function isRealDate(date: string): boolean {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(date);
}
