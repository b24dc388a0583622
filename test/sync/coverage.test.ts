import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/base/instant.ts';
import { Coverage } from '../../src/sync/coverage.ts';
import { STALE, type Stretch } from '../../src/sync/stretch.ts';

const NOW = Date.UTC(2026, 10, 20, 8);
const BEGIN = NOW - 90 * DAY;
const LOOKBACK_MS = 7 * DAY;
const RANGE = { from: BEGIN, to: NOW };

/** A stretch by how long before now it begins, ends and was read. */
function ago(fromMs: number, toMs: number, readMs = toMs): Stretch {
  return { from: NOW - fromMs, to: NOW - toMs, readAt: NOW - readMs };
}

/** From how long before now on a sync reads again, where a history up to then was read so long before now. */
function readsFrom(sinceMs: number, lookbackMs = LOOKBACK_MS): number[] {
  const coverage = new Coverage([{ from: BEGIN, to: NOW - sinceMs, readAt: NOW - sinceMs }]);
  return coverage.toRead(RANGE, lookbackMs).map(({ from }) => NOW - from);
}

describe('add', () => {
  test('puts stretches in order', () => {
    const [one, other] = [ago(2 * DAY, DAY), ago(4 * DAY, 3 * DAY)];
    expect(new Coverage().add(one).add(other).stretches).toEqual([other, one]);
  });

  test('lays the later reading over the earlier one', () => {
    const coverage = new Coverage([ago(10 * DAY, 0)]).add(ago(6 * DAY, 4 * DAY, 1));
    expect(coverage.stretches).toEqual([
      { ...ago(10 * DAY, 6 * DAY), readAt: NOW },
      ago(6 * DAY, 4 * DAY, 1),
      { ...ago(4 * DAY, 0), readAt: NOW },
    ]);
  });

  test('leaves the coverage that it was called on as it was', () => {
    const coverage = new Coverage([ago(10 * DAY, 0)]);
    coverage.add(ago(6 * DAY, 4 * DAY));
    expect(coverage.stretches).toEqual([ago(10 * DAY, 0)]);
  });

  test('of nothing is nothing', () => {
    expect(new Coverage().add(ago(DAY, DAY)).stretches).toEqual([]);
  });
});

test('what lies before a moment keeps its readings', () => {
  const coverage = new Coverage([ago(10 * DAY, 5 * DAY), ago(5 * DAY, 0)]).upTo(NOW - 4 * DAY);
  expect(coverage.stretches).toEqual([ago(10 * DAY, 5 * DAY), { ...ago(5 * DAY, 0), to: NOW - 4 * DAY }]);
});

test('a stretch covers its beginning and not its end', () => {
  const coverage = new Coverage([ago(2 * DAY, DAY)]);
  const moments = [2 * DAY + 1, 2 * DAY, DAY + 1, DAY].map((beforeMs) => coverage.covers(NOW - beforeMs));
  expect(moments).toEqual([false, true, true, false]);
});

test('gaps are before, between and behind the stretches, within the range alone', () => {
  const coverage = new Coverage([ago(100 * DAY, 80 * DAY), ago(50 * DAY, 40 * DAY), ago(DAY, -DAY)]);
  expect(coverage.gaps(RANGE)).toEqual([
    { from: NOW - 80 * DAY, to: NOW - 50 * DAY },
    { from: NOW - 40 * DAY, to: NOW - DAY },
  ]);
  expect(coverage.gaps({ from: NOW - 45 * DAY, to: NOW - 41 * DAY })).toEqual([]);
  expect(new Coverage().gaps(RANGE)).toEqual([RANGE]);
  expect(new Coverage([ago(1, -DAY)]).gaps(RANGE)).toEqual([{ from: BEGIN, to: NOW - 1 }]);
});

describe('toRead', () => {
  test('reads days that are over once a day, then all of the look-back', () => {
    const today = new Coverage([{ ...RANGE, readAt: NOW }]);
    expect(today.toRead(RANGE, LOOKBACK_MS, true)).toEqual([]);
    const tomorrow = { from: BEGIN, to: NOW + DAY };
    expect(today.toRead(tomorrow, LOOKBACK_MS, true)).toEqual([{ from: NOW - LOOKBACK_MS, to: NOW + DAY }]);
    expect(today.toRead(RANGE, LOOKBACK_MS)).toEqual([{ from: NOW - 3 * HOUR, to: NOW }]);
  });

  test('all, where nothing is covered', () => {
    expect(new Coverage().toRead(RANGE, LOOKBACK_MS)).toEqual([RANGE]);
  });

  test.each([
    [5 * MINUTE, 3 * HOUR],
    [5 * HOUR, 3 * HOUR],
    [5.5 * HOUR - 1, 3 * HOUR],
    [5.5 * HOUR, 2 * DAY],
    [6 * HOUR, 2 * DAY],
    [23.5 * HOUR - 1, 2 * DAY],
    [23.5 * HOUR, 7 * DAY],
    [DAY, 7 * DAY],
    [100 * DAY - 90 * DAY, 7 * DAY],
  ])('%i ms after a reading what was then younger than %i ms', (sinceMs, ageMs) => {
    expect(readsFrom(sinceMs)).toEqual([sinceMs + ageMs]);
  });

  test('what is older than seven days every seven days, where the look-back is longer', () => {
    expect(readsFrom(7 * DAY - HOUR / 2 - 1, 30 * DAY)).toEqual([14 * DAY - HOUR / 2 - 1]);
    expect(readsFrom(7 * DAY - HOUR / 2, 30 * DAY)).toEqual([37 * DAY - HOUR / 2]);
  });

  test('nothing again that was read at the age of the look-back', () => {
    expect(readsFrom(3 * DAY, DAY)).toEqual([4 * DAY]);
    expect(readsFrom(3 * DAY, 0)).toEqual([3 * DAY]);
    const finished = new Coverage([{ from: BEGIN, to: NOW, readAt: NOW + LOOKBACK_MS }]);
    expect(finished.toRead({ from: BEGIN, to: NOW + 60 * DAY }, LOOKBACK_MS)).toEqual([
      { from: NOW, to: NOW + 60 * DAY },
    ]);
  });

  test('the newest first, and as one what touches', () => {
    const coverage = new Coverage([ago(60 * DAY, 50 * DAY, 0), ago(30 * DAY, 5 * HOUR, 5 * HOUR)]);
    expect(coverage.toRead(RANGE, LOOKBACK_MS)).toEqual([
      { from: NOW - 8 * HOUR, to: NOW },
      { from: NOW - 50 * DAY, to: NOW - 30 * DAY },
      { from: BEGIN, to: NOW - 60 * DAY },
    ]);
    const young = new Coverage([ago(30 * DAY, 2 * HOUR, 2 * HOUR)]);
    const old = { from: NOW - 31 * DAY, to: NOW };
    expect(young.toRead(old, 30 * DAY)).toEqual([
      { from: NOW - 5 * HOUR, to: NOW },
      { from: NOW - 31 * DAY, to: NOW - 30 * DAY },
    ]);
  });

  test('what has been covered in part is read again in one stretch with what is new', () => {
    const coverage = new Coverage([
      { from: BEGIN, to: NOW - 6 * DAY, readAt: NOW - 2 * DAY },
      { from: NOW - 6 * DAY, to: NOW - HOUR, readAt: NOW - HOUR },
    ]);
    expect(coverage.toRead(RANGE, LOOKBACK_MS)).toEqual([{ from: NOW - 9 * DAY, to: NOW }]);
  });

  test('nothing from before the range', () => {
    const coverage = new Coverage([{ from: BEGIN - DAY, to: NOW - DAY, readAt: NOW - DAY }]);
    const range = { from: NOW - 3 * DAY, to: NOW };
    expect(coverage.toRead(range, LOOKBACK_MS)).toEqual([range]);
    expect(coverage.toRead({ from: NOW, to: NOW }, LOOKBACK_MS)).toEqual([]);
  });

  test('what is stale, whatever its age and the look-back, and not what lies behind it', () => {
    const coverage = new Coverage([{ from: BEGIN, to: NOW - HOUR, readAt: NOW - HOUR }]);
    const stale = coverage.stale({ from: NOW - 80 * DAY, to: NOW - 79 * DAY });
    for (const [lookbackMs, againMs] of [
      [0, HOUR],
      [LOOKBACK_MS, 4 * HOUR],
    ] as const) {
      expect(stale.toRead(RANGE, lookbackMs)).toEqual([
        { from: NOW - againMs, to: NOW },
        { from: NOW - 80 * DAY, to: NOW - 79 * DAY },
      ]);
    }
  });

  test('the look-back, where the clock was ahead or has been set back', () => {
    for (const aheadMs of [HOUR, 3 * DAY, 400 * DAY]) {
      const coverage = new Coverage([{ from: BEGIN, to: NOW, readAt: NOW + aheadMs }]);
      expect(coverage.toRead(RANGE, LOOKBACK_MS)).toEqual([{ from: NOW - LOOKBACK_MS, to: NOW }]);
    }
  });
});

describe('unread', () => {
  test('is what is not covered, whatever its age, the newest first', () => {
    const coverage = new Coverage([ago(60 * DAY, 50 * DAY), ago(DAY, HOUR, HOUR)]);
    expect(coverage.unread(RANGE)).toEqual([
      { from: NOW - HOUR, to: NOW },
      { from: NOW - 50 * DAY, to: NOW - DAY },
      { from: BEGIN, to: NOW - 60 * DAY },
    ]);
  });

  test('is what is stale too', () => {
    const coverage = new Coverage([ago(90 * DAY, 0)]).stale({ from: NOW - 2 * DAY, to: NOW - DAY });
    expect(coverage.unread(RANGE)).toEqual([{ from: NOW - 2 * DAY, to: NOW - DAY }]);
  });
});

describe('stale', () => {
  test('is only what is covered', () => {
    const coverage = new Coverage([ago(10 * DAY, 5 * DAY)]).stale({ from: NOW - 6 * DAY, to: NOW });
    expect(coverage.stretches).toEqual([
      { ...ago(10 * DAY, 5 * DAY), to: NOW - 6 * DAY },
      { from: NOW - 6 * DAY, to: NOW - 5 * DAY, readAt: STALE },
    ]);
  });

  test('are both borders of every unbroken stretch, but not where the range begins', () => {
    const coverage = new Coverage([
      { from: BEGIN, to: NOW - 50 * DAY, readAt: NOW },
      { from: NOW - 40 * DAY, to: NOW - 30 * DAY, readAt: NOW },
      { from: NOW - 30 * DAY, to: NOW - 20 * DAY, readAt: NOW - 1 },
    ]);
    const stale = coverage.withStaleBorders(DAY, BEGIN).stretches.filter(({ readAt }) => readAt === STALE);
    expect(stale.map(({ from, to }) => [(NOW - from) / DAY, (NOW - to) / DAY])).toEqual([
      [51, 50],
      [40, 39],
      [21, 20],
    ]);
  });

  test('is all of a stretch that is hardly longer than its borders', () => {
    const coverage = new Coverage([ago(10 * DAY, 9 * DAY, 0)]).withStaleBorders(DAY, BEGIN);
    expect(coverage.unread({ from: NOW - 10 * DAY, to: NOW - 9 * DAY })).toHaveLength(1);
  });
});

describe('reached', () => {
  test('is the end of what is unbroken from the beginning on', () => {
    const coverage = new Coverage([
      { from: BEGIN, to: NOW - 50 * DAY, readAt: NOW },
      { from: NOW - 40 * DAY, to: NOW, readAt: NOW },
    ]);
    expect(coverage.reached(BEGIN, LOOKBACK_MS)).toBe(NOW - 50 * DAY);
    expect(coverage.reached(BEGIN - 1, LOOKBACK_MS)).toBe(BEGIN - 1);
    expect(new Coverage().reached(BEGIN, LOOKBACK_MS)).toBe(BEGIN);
  });

  test('is no further than such a reader goes back to what is not finished', () => {
    const coverage = new Coverage([
      { from: BEGIN, to: NOW - 3 * HOUR, readAt: NOW - 12 * HOUR },
      { from: NOW - 3 * HOUR, to: NOW, readAt: NOW },
    ]);
    expect(coverage.reached(BEGIN, LOOKBACK_MS)).toBe(NOW - 12 * HOUR);
  });

  test('leaves such a reader what is stale', () => {
    const coverage = new Coverage([{ from: BEGIN, to: NOW, readAt: NOW }]).stale({
      from: NOW - 20 * DAY,
      to: NOW - 19 * DAY,
    });
    expect(coverage.reached(BEGIN, LOOKBACK_MS)).toBe(NOW - 20 * DAY + LOOKBACK_MS);
    expect(coverage.reached(BEGIN, 0)).toBe(NOW - 20 * DAY);
  });

  test('does not care for what lies before the beginning', () => {
    const coverage = new Coverage([
      { from: BEGIN - DAY, to: BEGIN, readAt: STALE },
      { from: BEGIN, to: NOW, readAt: NOW },
    ]);
    expect(coverage.reached(BEGIN, LOOKBACK_MS)).toBe(NOW);
  });
});

describe('compact', () => {
  test('merges neighbours of one reading, and finished ones', () => {
    const coverage = new Coverage([
      ago(90 * DAY, 60 * DAY, 50 * DAY),
      ago(60 * DAY, 20 * DAY, 10 * DAY),
      ago(20 * DAY, 2 * DAY, DAY),
      ago(2 * DAY, DAY, DAY),
      ago(DAY, 0, 0),
    ]);
    expect(coverage.compact(LOOKBACK_MS).stretches).toEqual([
      { from: BEGIN, to: NOW - 20 * DAY, readAt: NOW - 10 * DAY },
      ago(20 * DAY, DAY, DAY),
      ago(DAY, 0, 0),
    ]);
  });

  test('merges nothing over a gap, be it ever so small', () => {
    const coverage = new Coverage([ago(90 * DAY, 60 * DAY, 0), ago(60 * DAY - 1_000, 20 * DAY, 0)]);
    expect(coverage.compact(LOOKBACK_MS).stretches).toEqual(coverage.stretches);
  });

  test('of too many stretches merges those whose readings are closest, at the earlier of them', () => {
    const young = Array.from({ length: 13 }, (_, index) =>
      // The fifth was read a minute before the sixth, all others an hour apart.
      ago((14 - index) * HOUR, (13 - index) * HOUR, (13 - index) * HOUR - (index === 4 ? 59 * MINUTE : 0)),
    );
    const { stretches } = new Coverage(young).compact(LOOKBACK_MS);
    expect(stretches).toHaveLength(12);
    expect(stretches[4]).toEqual({
      from: NOW - 10 * HOUR,
      to: NOW - 8 * HOUR,
      readAt: NOW - 8 * HOUR - MINUTE,
    });
  });
});
