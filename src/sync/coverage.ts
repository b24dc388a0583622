import type { Instant } from '../base/instant.ts';
import type { Range } from '../streams/list.ts';
import { compact } from './compact.ts';
import { dueFrom, isFinished } from './due.ts';
import { joined, STALE, unbroken, type Stretch } from './stretch.ts';

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
    return new Coverage(compact(this.stretches, lookbackMs));
  }
}
