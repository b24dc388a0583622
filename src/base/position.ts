/** A moment from the start of a recording: `00:42`, `1:02:03` */
export function formatPosition(positionSeconds: number): string {
  const seconds = Math.max(0, Math.floor(positionSeconds));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = `${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
