import type { Instant } from '../base/instant.ts';
import type { Range } from '../streams/list.ts';

/** A stretch of call time, and the moment for which it was last read to its end. */
export interface Stretch extends Range {
  readonly readAt: Instant;
}

/** Of a stretch that has to be read again whatever its age, though older readers may take it for read. */
export const STALE: Instant = 0;

/** Neighbours that were read at the same moment as one: a sync can read a stretch in hundreds of windows. They are in order. */
export function unbroken(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const stretch of stretches) {
    const last = all.at(-1);
    if (last?.to === stretch.from && last.readAt === stretch.readAt) {
      all.splice(-1, 1, { ...last, to: stretch.to });
    } else all.push(stretch);
  }
  return all;
}

/** Ranges that touch as one. They are in order. */
export function joined(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const { from, to } of ranges) {
    const last = all.at(-1);
    if (from >= to) continue;
    if (last?.to === from) all.splice(-1, 1, { from: last.from, to });
    else all.push({ from, to });
  }
  return all;
}
