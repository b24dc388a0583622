const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;

/** `42 s`, `7 min`, `1 h 05 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < MINUTE_SECONDS) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / MINUTE_SECONDS);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** A moment from the start of a recording: `00:42`, `1:02:03`. */
export function formatPosition(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / HOUR_SECONDS);
  const rest = `${twoDigits(Math.floor((whole % HOUR_SECONDS) / MINUTE_SECONDS))}:${twoDigits(whole % MINUTE_SECONDS)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
