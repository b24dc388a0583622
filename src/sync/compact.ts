import { isFinished } from './due.ts';
import { unbroken, type Stretch } from './stretch.ts';

/** A state should stay small; more entries are merged, at the cost of an earlier re-read. */
const MOST_STRETCHES = 12;

/** In as few stretches as say the same, or a little less. They are in order. */
export function compact(stretches: readonly Stretch[], lookbackMs: number): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const last = merged.at(-1);
    const areFinished = last !== undefined && isFinished(last, lookbackMs) && isFinished(stretch, lookbackMs);
    if (last?.to === stretch.from && (last.readAt === stretch.readAt || areFinished)) {
      merged.splice(-1, 1, { ...last, to: stretch.to, readAt: Math.max(last.readAt, stretch.readAt) });
    } else {
      merged.push(stretch);
    }
  }
  while (merged.length > MOST_STRETCHES) {
    const index = closestNeighbours(merged);
    const [one, other] = [merged[index], merged[index + 1]];
    if (one === undefined || other === undefined) break;
    const readAt = Math.min(one.readAt, other.readAt);
    merged.splice(index, 2, { from: one.from, to: other.to, readAt });
  }
  // What was merged can have been read at the same moment as its neighbours now.
  return unbroken(merged);
}

/** Of neighbours that touch, those whose readings lie closest together. */
function closestNeighbours(stretches: readonly Stretch[]): number {
  let [closest, distance] = [-1, Infinity];
  for (const [index, { to, readAt }] of stretches.entries()) {
    const next = stretches[index + 1];
    if (next?.from !== to || Math.abs(next.readAt - readAt) >= distance) continue;
    [closest, distance] = [index, Math.abs(next.readAt - readAt)];
  }
  return closest;
}
