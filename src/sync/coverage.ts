import { DAY, HOUR, type Instant } from '../base/instant.ts';
import type { Range } from '../streams/list.ts';

/** A stretch of call time, and the moment for which it was last read to its end. */
export interface Stretch extends Range {
  readonly readAt: Instant;
}

/** Of a stretch that has to be read again whatever its age, though older readers may take it for read. */
export const STALE: Instant = 0;

/**
 * How long the reading of a moment holds, by the age that the moment had when it was read: Gong publishes most calls
 * within hours, and changes fewer and fewer of them from day to day.
 */
const STEPS = [
  { toAgeMs: 3 * HOUR, holdsMs: 0 },
  { toAgeMs: 2 * DAY, holdsMs: 6 * HOUR },
  { toAgeMs: 7 * DAY, holdsMs: DAY },
  { toAgeMs: Infinity, holdsMs: 7 * DAY },
] as const;

/**
 * Schedules jitter: a sync that comes a little early must not put a reading off by a whole interval. With more than half
 * an hour, hourly syncs would read what holds for a day every 22 or 23 hours.
 */
const EARLY_MS = HOUR / 2;

/** A state should stay small; more entries are merged, at the cost of an earlier re-read. */
const MOST_STRETCHES = 12;

/** What was read of a stream, and when. Its stretches do not overlap and are in order. Immutable. */
export class Coverage {
  readonly stretches: readonly Stretch[];

  constructor(stretches: readonly Stretch[] = []) {
    this.stretches = stretches.filter(({ from, to }) => from < to);
  }

  /** The same with this stretch laid over it. */
  add(stretch: Stretch): Coverage {
    const rest = this.without(stretch).stretches;
    return new Coverage(unbroken([...rest, stretch].toSorted((one, other) => one.from - other.from)));
  }

  without(range: Range): Coverage {
    return new Coverage(
      this.stretches.flatMap((stretch) => [
        { ...stretch, to: Math.min(stretch.to, range.from) },
        { ...stretch, from: Math.max(stretch.from, range.to) },
      ]),
    );
  }

  /** What of it lies before this moment. */
  upTo(moment: Instant): Coverage {
    return this.without({ from: moment, to: Infinity });
  }

  /** What of it was read at this moment or after it. */
  readSince(moment: Instant): Coverage {
    return new Coverage(this.stretches.filter(({ readAt }) => readAt >= moment));
  }

  /** Whether all of the range has been read after this moment, but for what no sync with this look-back reads again. */
  isReadAfter(moment: Instant, range: Range, lookbackMs: number): boolean {
    const read = this.stretches.filter((each) => each.readAt > moment || isFinished(each, lookbackMs));
    return new Coverage(read).gaps(range).length === 0;
  }

  covers(moment: Instant): boolean {
    return this.stretches.some(({ from, to }) => from <= moment && moment < to);
  }

  /** What of the range is not covered, in order. */
  gaps({ from, to }: Range): Range[] {
    const gaps: Range[] = [];
    let reached = from;
    for (const stretch of this.stretches) {
      if (stretch.from > reached) gaps.push({ from: reached, to: Math.min(stretch.from, to) });
      reached = Math.max(reached, stretch.to);
    }
    gaps.push({ from: reached, to });
    return gaps.filter((gap) => gap.from < gap.to);
  }

  /**
   * What a sync of this range has to read, the newest first: what is not covered, and from the earliest moment that is
   * due again everything up to the end. A moment is due until it was read at the age of the look-back.
   */
  toRead(range: Range, lookbackMs: number, isByDays = false): Range[] {
    const read = this.#withoutStale();
    const due = read.stretches.flatMap((stretch) => {
      // All day long the last day that is over is the same.
      if (isByDays && stretch.readAt === range.to) return [];
      const from = Math.max(range.from, dueFrom(stretch, range.to, lookbackMs));
      return from < Math.min(stretch.to, range.to) ? [from] : [];
    });
    const again = { from: Math.min(...due, range.to), to: range.to };
    const gaps = read.gaps({ from: range.from, to: again.from });
    return joined([...gaps, again]).toReversed();
  }

  /** The same for a read that repeats nothing. */
  unread(range: Range): Range[] {
    return this.#withoutStale().gaps(range).toReversed();
  }

  /** The same, but what lies in the range has to be read again. */
  stale(range: Range): Coverage {
    const inside = this.stretches.map(({ from, to }) => ({
      from: Math.max(from, range.from),
      to: Math.min(to, range.to),
      readAt: STALE,
    }));
    return new Coverage(
      [...this.without(range).stretches, ...new Coverage(inside).stretches].toSorted(
        (one, other) => one.from - other.from,
      ),
    );
  }

  /** The same with the given length at either end of every unbroken stretch to be read again, but not at `begin`. */
  withStaleBorders(lengthMs: number, begin: Instant): Coverage {
    return joined(this.stretches).reduce<Coverage>((coverage, { from, to }) => {
      const beginning = from <= begin ? coverage : coverage.stale({ from, to: from + lengthMs });
      return beginning.stale({ from: to - lengthMs, to });
    }, this);
  }

  /**
   * Up to where a reader that knows one moment alone may take everything for read: the end of what is unbroken from
   * `begin` on, and no further than such a reader goes back with the same look-back.
   */
  reached(begin: Instant, lookbackMs: number): Instant {
    const [gap] = this.gaps({ from: begin, to: Infinity });
    const unfinished = this.stretches
      .filter(({ to, readAt }) => to > begin && to - 1 > readAt - lookbackMs)
      .map(({ from, readAt }) => Math.max(from, readAt - lookbackMs, begin) + lookbackMs);
    return Math.max(begin, Math.min(gap?.from ?? begin, ...unfinished));
  }

  /** What has to be read again by itself, wherever it lies, is as good as not covered. */
  #withoutStale(): Coverage {
    return new Coverage(this.stretches.filter(({ readAt }) => readAt !== STALE));
  }

  /** In as few stretches as say the same, or a little less. */
  compact(lookbackMs: number): Coverage {
    const merged: Stretch[] = [];
    for (const stretch of this.stretches) {
      const last = merged.at(-1);
      const areFinished =
        last !== undefined && isFinished(last, lookbackMs) && isFinished(stretch, lookbackMs);
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
    return new Coverage(unbroken(merged));
  }
}

/** Neighbours that were read at the same moment as one: a sync can read a stretch in hundreds of windows. They are in order. */
function unbroken(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const stretch of stretches) {
    const last = all.at(-1);
    if (last?.to === stretch.from && last.readAt === stretch.readAt) {
      all.splice(-1, 1, { ...last, to: stretch.to });
    } else all.push(stretch);
  }
  return all;
}

/** Where, if at all, a stretch begins to be due again at this moment. */
function dueFrom({ from, to, readAt }: Stretch, now: Instant, lookbackMs: number): Instant {
  // The clock was ahead, or has been set back: nobody knows when it was read, so the look-back is counted from now.
  if (readAt > now) return Math.max(from, now - lookbackMs);
  if (isFinished({ from, to, readAt }, lookbackMs)) return Infinity;
  const sinceMs = now - readAt;
  const deepest = STEPS.findLast(({ holdsMs }) => sinceMs >= holdsMs - EARLY_MS);
  return Math.max(from, readAt - Math.min(lookbackMs, deepest?.toAgeMs ?? 0));
}

/** Whether all of it had reached the age of the look-back when it was read. */
function isFinished({ to, readAt }: Stretch, lookbackMs: number): boolean {
  return to <= readAt - lookbackMs;
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
