import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../src/base/instant.ts';
import type { Range } from '../../src/streams/list.ts';
import { Coverage } from '../../src/sync/coverage.ts';
import { STALE, type Stretch } from '../../src/sync/stretch.ts';
import { additions, BASE, coverages, lookbacks, MOMENTS, STEP_MS } from './coverages.ts';
import { RUNS } from './runs.ts';

/** The plainest coverage: of every moment of the grid when it was last read. */
type Readings = ReadonlyMap<Instant, Instant | undefined>;

const unreadAtAll = new Map(MOMENTS.map((moment): [Instant, undefined] => [moment, undefined]));

function readingsOf({ stretches }: Coverage): Readings {
  return new Map(
    MOMENTS.map((moment): [Instant, Instant | undefined] => [
      moment,
      stretches.find(({ from, to }) => from <= moment && moment < to)?.readAt,
    ]),
  );
}

function isInside(moment: Instant, { from, to }: Range): boolean {
  return from <= moment && moment < to;
}

/** How long a reading at this age holds, in the words of the design. */
function holdsMs(ageMs: number): number {
  if (ageMs <= 3 * HOUR) return 0;
  if (ageMs <= 2 * DAY) return 6 * HOUR;
  return ageMs <= 7 * DAY ? DAY : 7 * DAY;
}

/** Whether a moment last read then has to be read, by what share of its time a reading holds. */
function isDue(
  moment: Instant,
  readAt: Instant | undefined,
  now: Instant,
  lookbackMs: number,
  share = 1,
): boolean {
  if (readAt === undefined || readAt === STALE) return true;
  // It cannot have been read so late, so that it is due if it is young.
  if (readAt > now) return moment >= now - lookbackMs;
  if (readAt >= moment + lookbackMs) return false;
  return now >= readAt + share * holdsMs(readAt - moment);
}

const ranges = fc
  .tuple(fc.nat(200), fc.integer({ min: 1, max: 200 }))
  .map(([from, length]): Range => ({ from: BASE + from * STEP_MS, to: BASE + (from + length) * STEP_MS }));

const changes = fc.oneof(
  additions.map(({ from, length, delayMs, isStale }) => ({
    kind: 'add' as const,
    range: { from, to: from + length },
    readAt: isStale ? STALE : from + length + delayMs,
  })),
  ranges.map((range) => ({ kind: 'without' as const, range })),
  ranges.map((range) => ({ kind: 'stale' as const, range })),
);

test('claims of each moment the last reading that was added, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 20 }), (all) => {
      let coverage = new Coverage();
      const model = new Map<Instant, Instant | undefined>(unreadAtAll);
      for (const change of all) {
        const { kind, range } = change;
        if (kind === 'add') coverage = coverage.add({ ...range, readAt: change.readAt });
        else coverage = coverage[kind](range);
        for (const [moment, readAt] of model) {
          if (!isInside(moment, range)) continue;
          if (kind === 'add') model.set(moment, change.readAt);
          else model.set(moment, kind === 'without' || readAt === undefined ? undefined : STALE);
        }
      }
      expect(readingsOf(coverage)).toEqual(model);
      const { stretches } = coverage;
      for (const [index, { from, to }] of stretches.entries()) {
        expect(from).toBeLessThan(to);
        expect(stretches[index + 1]?.from ?? Infinity).toBeGreaterThanOrEqual(to);
      }
    }),
    { numRuns: RUNS },
  );
});

test('reads every moment that is uncovered or due, newest first, each once and none outside of the range', () => {
  fc.assert(
    fc.property(coverages, ranges, lookbacks, (coverage, range, lookbackMs) => {
      const toRead = coverage.toRead(range, lookbackMs);
      const wrong = [...readingsOf(coverage)].filter(([moment, readAt]) => {
        const times = toRead.filter((each) => isInside(moment, each)).length;
        if (!isInside(moment, range)) return times > 0;
        return isDue(moment, readAt, range.to, lookbackMs) ? times !== 1 : times > 1;
      });
      expect(wrong).toEqual([]);
      expect(toRead.toSorted((one, other) => other.from - one.from)).toEqual(toRead);
    }),
    { numRuns: RUNS },
  );
});

test('reads nothing that is covered from before the earliest moment that might be due', () => {
  fc.assert(
    fc.property(coverages, ranges, lookbacks, (coverage, range, lookbackMs) => {
      const readings = readingsOf(coverage);
      const toRead = coverage.toRead(range, lookbackMs);
      // A sync may come early by a tenth of a step, and a moment of the grid stands for all up to the next one.
      const mightBeDue = (moment: Instant, readAt: Instant): boolean =>
        isDue(moment + STEP_MS, readAt, range.to, lookbackMs, 0.9);
      const covered = [...readings].filter(
        (entry): entry is [Instant, Instant] => entry[1] !== undefined && isInside(entry[0], range),
      );
      const earliest = covered.find(([moment, readAt]) => mightBeDue(moment, readAt))?.[0] ?? Infinity;
      const vain = covered.filter(
        ([moment]) => moment < earliest && toRead.some((each) => isInside(moment, each)),
      );
      expect(vain).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('a read that repeats nothing has each moment that is uncovered or stale, and no other', () => {
  fc.assert(
    fc.property(coverages, ranges, (coverage, range) => {
      const unread = coverage.unread(range);
      const wrong = [...readingsOf(coverage)].filter(([moment, readAt]) => {
        const isUnread = isInside(moment, range) && (readAt === undefined || readAt === STALE);
        return unread.some((each) => isInside(moment, each)) !== isUnread;
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('compact says no more than before, and hides nothing but what is finished', () => {
  fc.assert(
    fc.property(coverages, lookbacks, (coverage, lookbackMs) => {
      const compact = readingsOf(coverage.compact(lookbackMs));
      const wrong = [...readingsOf(coverage)].filter(([moment, readAt]) => {
        const said = compact.get(moment);
        if (said === undefined || readAt === undefined) return said !== readAt;
        return readAt < moment + lookbackMs && said > readAt;
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

/** Up to sixty stretches that touch, each read some time after its end. */
function touching(readAfter: fc.Arbitrary<(end: Instant) => Instant>): fc.Arbitrary<Stretch[]> {
  const entries = fc.array(fc.record({ steps: fc.integer({ min: 1, max: 5 }), readAfter }), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  });
  return entries.map((all) => {
    let end = BASE;
    return all.map(({ steps, readAfter: readAtOf }) => {
      const from = end;
      end += steps * STEP_MS;
      return { from, to: end, readAt: readAtOf(end) };
    });
  });
}

const hoursLater = fc.nat(100).map((hours) => (end: Instant) => end + hours * HOUR);
const atOneOfFewMoments = fc.integer({ min: 80, max: 82 }).map((days) => () => BASE + days * DAY);

test('compact leaves a dozen entries at most where neighbours touch', () => {
  fc.assert(
    fc.property(touching(hoursLater), lookbacks, (stretches, lookbackMs) => {
      const compact = new Coverage(stretches).compact(lookbackMs);
      expect(compact.stretches.length).toBeLessThanOrEqual(12);
      expect(compact.gaps({ from: BASE, to: stretches.at(-1)?.to ?? BASE })).toEqual([]);
    }),
  );
});

test('compact leaves no neighbours of one reading, and nothing to compact', () => {
  fc.assert(
    fc.property(touching(atOneOfFewMoments), fc.constantFrom(30 * DAY, Infinity), (stretches, lookbackMs) => {
      const compact = new Coverage(stretches).compact(lookbackMs);
      const ofOneReading = compact.stretches.filter(
        ({ from, readAt }, index) =>
          compact.stretches[index - 1]?.to === from && compact.stretches[index - 1]?.readAt === readAt,
      );
      expect(ofOneReading).toEqual([]);
      expect(compact.compact(lookbackMs)).toEqual(compact);
    }),
    { numRuns: RUNS },
  );
});
