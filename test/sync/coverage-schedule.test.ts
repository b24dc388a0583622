import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, startOfSecond, type Instant } from '../../src/base/instant.ts';
import type { Range } from '../../src/streams/list.ts';
import { Coverage } from '../../src/sync/coverage.ts';
import { readSavedState, writeState } from '../../src/sync/saved-state.ts';
import { below, randomOf } from './random.ts';

const BEGIN = Date.UTC(2026, 8, 1);

/** Moments of call time that are looked at. */
const GRID_MS = 37 * MINUTE;

interface SchedulePlan {
  readonly seed: number;
  readonly intervalMs: number;
  /** Share of the interval by which a sync comes early or late. */
  readonly jitter: number;
  readonly hasOutages: boolean;
  /** Whether syncs may end before they have read all. */
  readonly breaksOff: boolean;
  readonly lookbackMs: number;
}

const plans: fc.Arbitrary<SchedulePlan> = fc.record({
  seed: fc.nat(),
  intervalMs: fc.constantFrom(HOUR, 6 * HOUR, DAY),
  jitter: fc.constantFrom(0, 0.05, 0.3),
  hasOutages: fc.boolean(),
  breaksOff: fc.boolean(),
  lookbackMs: fc.constantFrom(0, DAY, 7 * DAY, 30 * DAY),
});

/** When the syncs of the plan start. */
function startsOf({ seed, intervalMs, jitter, hasOutages }: SchedulePlan, lengthMs: number): Instant[] {
  const random = randomOf(seed);
  const starts: Instant[] = [];
  for (let planned = BEGIN + HOUR; planned < BEGIN + lengthMs; planned += intervalMs) {
    if (hasOutages && random() < 0.02) planned += 3 * DAY * random();
    starts.push(startOfSecond(planned + intervalMs * jitter * (random() - 0.5)));
  }
  return starts;
}

/** How long a reading at this age may hold, in the words of the design. */
function holdsMs(ageMs: number): number {
  if (ageMs <= 3 * HOUR) return 0;
  if (ageMs <= 2 * DAY) return 6 * HOUR;
  return ageMs <= 7 * DAY ? DAY : 7 * DAY;
}

/** What is kept between two syncs. */
function savedAndRead(coverage: Coverage, lookbackMs: number): Coverage {
  const own = { coverage, begin: BEGIN, lookbackMs, list: undefined, isFullRefresh: false, isEmpty: false };
  const state: unknown = JSON.parse(JSON.stringify(writeState('started', own)));
  const context = { stream: 'calls', cursorField: 'started', lookbackMs, onWarning: expect.unreachable };
  return readSavedState(state, context)?.coverage ?? new Coverage();
}

interface Sync {
  readonly now: Instant;
  /** What it should have read. */
  readonly toRead: readonly Range[];
  /** What it has. */
  readonly read: readonly Range[];
  readonly entries: number;
}

function runSchedule(plan: SchedulePlan, lengthMs: number): Sync[] {
  const { seed, breaksOff, lookbackMs } = plan;
  const random = randomOf(seed + 1);
  let coverage = new Coverage();
  return startsOf(plan, lengthMs).map((now) => {
    const toRead = coverage.toRead({ from: BEGIN, to: now }, lookbackMs);
    const isCutOff = breaksOff && random() < 0.2;
    const read = isCutOff ? toRead.flatMap((range) => finishedPart(range, random)) : toRead;
    for (const range of read) coverage = coverage.add({ ...range, readAt: now });
    coverage = savedAndRead(coverage, lookbackMs);
    return { now, toRead, read, entries: coverage.stretches.length };
  });
}

/** One window of the range, or none. */
function finishedPart({ from, to }: Range, random: () => number): Range[] {
  const seconds = (to - from) / SECOND;
  const [one, other] = [from + below(seconds, random) * SECOND, from + below(seconds, random) * SECOND];
  return one === other ? [] : [{ from: Math.min(one, other), to: Math.max(one, other) }];
}

test('every moment is read by the first sync after it is due, and at the age of the look-back at last', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const lengthMs = plan.lookbackMs + 40 * DAY;
      const syncs = runSchedule(plan, lengthMs);
      const end = syncs.at(-1)?.now ?? BEGIN;
      const passedOver: object[] = [];
      const unfinished: Instant[] = [];
      for (let moment = BEGIN; moment < end; moment += GRID_MS) {
        let readAt: Instant | undefined;
        for (const { now, toRead, read } of syncs) {
          if (now <= moment) continue;
          const isFinished = readAt !== undefined && readAt >= moment + plan.lookbackMs;
          const isDue = readAt === undefined || (!isFinished && now >= readAt + holdsMs(readAt - moment));
          const holds = ({ from, to }: Range): boolean => from <= moment && moment < to;
          if (isDue && !toRead.some(holds)) passedOver.push({ moment, readAt, now });
          if (read.some(holds)) readAt = now;
        }
        // Whatever changed up to the age of the look-back came before this reading.
        const isOld = moment + plan.lookbackMs + 12 * DAY < end;
        if (!plan.breaksOff && isOld && (readAt ?? 0) < moment + plan.lookbackMs) unfinished.push(moment);
      }
      expect({ passedOver, unfinished }).toEqual({ passedOver: [], unfinished: [] });
    }),
    { numRuns: 40 },
  );
});

test('a change is read within the step of its age and one interval', () => {
  const random = randomOf(7);
  for (const intervalMs of [HOUR, 6 * HOUR, DAY]) {
    const [jitter, lookbackMs] = [0, 7 * DAY];
    const plan = { seed: 1, intervalMs, jitter, hasOutages: false, breaksOff: false, lookbackMs };
    const syncs = runSchedule(plan, 30 * DAY);
    for (let change = 0; change < 2_000; change += 1) {
      const moment = BEGIN + below(15 * DAY, random);
      const ageMs = below(lookbackMs, random);
      const seen = syncs.find(
        ({ now, read }) =>
          now >= moment + ageMs && read.some(({ from, to }) => from <= moment && moment < to),
      );
      const latest = moment + ageMs + holdsMs(ageMs) + intervalMs;
      expect(seen?.now ?? Infinity).toBeLessThanOrEqual(latest);
    }
  }
});

test('a state stays a dozen entries long through weeks of syncs every five minutes', () => {
  const [intervalMs, lookbackMs] = [5 * MINUTE, 7 * DAY];
  const plan = { seed: 3, intervalMs, jitter: 0.05, hasOutages: true, breaksOff: false, lookbackMs };
  const syncs = runSchedule(plan, 21 * DAY);
  expect(Math.max(...syncs.map(({ entries }) => entries))).toBeLessThanOrEqual(12);
});

test('syncs every hour cost an eighth of what reading the look-back each time would', () => {
  const [intervalMs, lookbackMs] = [HOUR, 7 * DAY];
  const plan = { seed: 5, intervalMs, jitter: 0.05, hasOutages: false, breaksOff: false, lookbackMs };
  const last = runSchedule(plan, 28 * DAY).slice(-14 * 24);
  const readMs = last.flatMap(({ read }) => read).reduce((sum, { from, to }) => sum + to - from, 0);
  expect(readMs).toBeLessThan((last.length * lookbackMs) / 8);
});
