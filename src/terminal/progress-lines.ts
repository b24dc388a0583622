import { formatInstant, SECOND } from '../base/instant.ts';
import { formatShare } from './figures.ts';
import { formatDuration } from '../base/duration.ts';
import type { Paint } from './paint.ts';
import { streamTable } from './stream-table.ts';
import type { Progress, Wait } from './sync-progress.ts';
import { truncated, widthOf } from './text-width.ts';

const SEPARATOR = ' · ';

/** How far a sync is, in lines that are no wider than the terminal. */
export function progressLines(progress: Progress, columns: number, paint: Paint): string[] {
  const table = streamTable(progress.streams, { columns, paint, hasBars: true });
  return [...table, overallLine(progress, columns, paint)].map((line) => truncated(line, columns));
}

/** One part of the line for the whole, and how much it matters where not all of them fit; 0 is most. */
interface Part {
  readonly text: string;
  readonly rank: number;
}

function overallLine(progress: Progress, columns: number, paint: Paint): string {
  const parts = partsOf(progress, columns);
  const chosen = new Set<Part>();
  let left = columns;
  for (const part of parts.toSorted((one, other) => one.rank - other.rank)) {
    const width = widthOf(part.text) + (chosen.size === 0 ? 0 : SEPARATOR.length);
    if (chosen.size > 0 && width > left) continue;
    chosen.add(part);
    left -= width;
  }
  const line = parts
    .filter((part) => chosen.has(part))
    .map(({ text }) => text)
    .join(SEPARATOR);
  return progress.wait === undefined ? line : paint('yellow', line);
}

/** In the order in which they are shown. */
function partsOf(
  { now, wait, requestsPerSecond, allowedPerSecond, quotaShare, leftMs }: Progress,
  columns: number,
): Part[] {
  const parts: Part[] = [];
  if (wait === undefined) {
    const rate = `${requestsPerSecond.toFixed(1)} of ${allowedPerSecond} requests/s`;
    parts.push({ text: rate, rank: 2 });
  } else {
    parts.push({ text: describeWait(wait, now, columns), rank: 0 });
  }
  parts.push({ text: `${formatShare(quotaShare)} of the day's quota by this sync`, rank: 3 });
  if (leftMs !== undefined && leftMs >= SECOND) {
    parts.push({ text: `about ${formatDuration(leftMs)} left`, rank: 1 });
  }
  return parts;
}

/** Without the reason where it would be cut. */
function describeWait({ until, reason }: Wait, now: number, columns: number): string {
  const time = formatInstant(until).slice(11, 19);
  const wait = `waits until ${time} UTC (${formatDuration(until - now)})`;
  const whole = `${wait}, ${reason}`;
  return widthOf(whole) > columns ? wait : whole;
}
