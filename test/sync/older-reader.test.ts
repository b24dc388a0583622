import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DAY,
  HOUR,
  formatInstant,
  parseInstant,
  startOfSecond,
  type Instant,
} from '../../src/base/instant.ts';
import { isJsonObject } from '../../src/base/json-object.ts';
import type { Range } from '../../src/streams/list.ts';
import { readSavedState, type SavedState } from '../../src/sync/saved-state.ts';
import { StreamCoverage } from '../../src/sync/stream-coverage.ts';
import { RUNS } from './runs.ts';

/** Where history begins. */
const BEGIN = Date.UTC(2026, 9, 1);

/** One sync of a stream: how long after the one before it comes, and which shares of what it has to read it has read. */
interface SyncPlan {
  readonly afterMs: number;
  readonly isWhole: boolean;
  /** Ends of windows in the order in which they are read, as shares of a stretch; only for one that breaks off. */
  readonly windows: readonly (readonly [number, number])[];
}

const share = fc.double({ min: 0, max: 1, noNaN: true });

const syncs = fc.array(
  fc.record<SyncPlan>({
    afterMs: fc
      .constantFrom(10 * 60_000, HOUR, 6 * HOUR, DAY, 8 * DAY, 30 * DAY)
      .map((afterMs) => afterMs + HOUR / 7),
    isWhole: fc.boolean(),
    windows: fc.array(fc.tuple(share, share), { maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** What has been read, moment by moment: for each range the moment at which it was read, in order. */
type Readings = { readonly range: Range; readonly readAt: Instant }[];

/** Runs the syncs one after the other. Returns the last state that one of them has sent, and all that was read. */
function run(
  plans: readonly SyncPlan[],
  lookbackMs: number,
): { state: unknown; readings: Readings; end: Instant } {
  const readings: Readings = [];
  let state: unknown;
  let now = BEGIN + 40 * DAY;
  for (const { afterMs, isWhole, windows } of plans) {
    now = startOfSecond(now + afterMs);
    const coverage = new StreamCoverage({
      saved: savedIn(state, lookbackMs),
      range: { from: BEGIN, to: now },
      lookbackMs,
      isFullRefresh: false,
      isWhole: false,
      list: undefined,
    });
    // A call of the last minute was seen, so that without a look-back the state reaches up to the sync.
    coverage.noteItems();
    coverage.noteNewest(now);
    for (const stretch of coverage.toRead) {
      for (const range of isWhole ? [stretch] : windows.map((window) => partOf(stretch, window))) {
        if (range.from >= range.to) continue;
        coverage.add(range);
        readings.push({ range, readAt: now });
      }
    }
    state = coverage.toState('started') ?? state;
  }
  return { state, readings, end: now };
}

function savedIn(state: unknown, lookbackMs: number): SavedState | undefined {
  const context = { stream: 'calls', cursorField: 'started', lookbackMs, onWarning: () => {} };
  return readSavedState(state, context);
}

function partOf({ from, to }: Range, [one, other]: readonly [number, number]): Range {
  const moments = [one, other].map((part) => startOfSecond(from + part * (to - from)));
  return { from: Math.min(...moments), to: Math.max(...moments) };
}

/** The last time that a moment was read; undefined where it never was. */
function lastRead(moment: Instant, readings: Readings): Instant | undefined {
  return readings.findLast(({ range }) => range.from <= moment && moment < range.to)?.readAt;
}

test('a reader that knows no coverage loses nothing: what it passes over was read at the age of the look-back', () => {
  fc.assert(
    fc.property(syncs, fc.constantFrom(0, DAY, 7 * DAY), share, (plans, lookbackDaysMs, position) => {
      const { state, readings, end } = run(plans, lookbackDaysMs);
      const started = isJsonObject(state) ? parseInstant(state['started']) : undefined;
      if (started === undefined) return;
      // It reads everything from here on.
      const from = started - lookbackDaysMs;
      expect(started).toBeLessThanOrEqual(end);
      const borders = readings.flatMap(({ range }) => [range.from, range.to - 1, range.to]);
      const moments = [...borders, BEGIN, from - 1, BEGIN + position * (end - BEGIN)];
      for (const moment of moments.filter((each) => each >= BEGIN && each < from)) {
        const readAt = lastRead(moment, readings);
        expect([formatInstant(moment), readAt !== undefined && readAt - lookbackDaysMs >= moment]).toEqual([
          formatInstant(moment),
          true,
        ]);
      }
    }),
    { numRuns: RUNS },
  );
});

test('after a whole sync it reads no more than its own look-back', () => {
  fc.assert(
    fc.property(syncs, fc.constantFrom(DAY, 7 * DAY), (plans, lookbackMs) => {
      const last = { afterMs: 30 * DAY, isWhole: true, windows: [] };
      const { state, end } = run([...plans, last], lookbackMs);
      expect(isJsonObject(state) && state['started']).toBe(formatInstant(end));
    }),
    { numRuns: RUNS },
  );
});
