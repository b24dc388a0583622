import { expect, test } from 'vitest';
import { DAY, formatInstant, HOUR } from '../../src/base/instant.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { AnsweredScorecards } from '../../src/streams/answered-scorecards.ts';
import { ExtensiveCalls } from '../../src/streams/extensive-calls.ts';
import { Users } from '../../src/streams/users.ts';
import { firstWindows } from '../../src/sync/first-windows.ts';
import type { StreamInput } from '../../src/sync/stream-input.ts';
import { openInput } from './open-input.ts';
import { NOW, type SessionPlan } from './open-session.ts';

/** Which part of the list, in days before now, for the streams at these places, and whether it is the last. */
type Shown = [fromDays: number, toDays: number, places: number[], isLast: boolean];

function shown(inputs: readonly StreamInput[], granularity: 'second' | 'day' | 'none' = 'second'): Shown[] {
  return firstWindows(inputs, { granularity }, NOW).map(({ window, inputs: wanting }) => [
    (NOW - window.from) / DAY,
    (NOW - window.to) / DAY,
    wanting.map((input) => inputs.indexOf(input)),
    window.isLast,
  ]);
}

/** A stream whose range begins so many days before now. */
function inputFrom(daysBefore: number, plan: SessionPlan = {}): StreamInput {
  return openInput({ range: { from: NOW - daysBefore * DAY, to: NOW }, lookbackMs: 7 * DAY, ...plan }).input;
}

function daysAgo(days: number): string {
  return formatInstant(NOW - days * DAY);
}

/** A state of these stretches, in days before now: the last was read at its end, and the others long after theirs. */
function readUpTo(...stretches: readonly (readonly [fromDays: number, toDays: number])[]): JsonObject {
  return {
    started: daysAgo(stretches.at(-1)?.[1] ?? 0),
    startdatetime: daysAgo(stretches.at(-1)?.[1] ?? 0),
    utc: true,
    coverage: stretches.map(([from, to], index) => [
      daysAgo(from),
      daysAgo(to),
      daysAgo(index === stretches.length - 1 ? to : to - 7),
    ]),
  };
}

test('a short stretch is one window', () => {
  expect(shown([inputFrom(14)])).toEqual([[14, 0, [0], true]]);
});

test('one longer than fourteen days begins as parts that grow with their age, the newest first', () => {
  expect(shown([inputFrom(15)])).toEqual([
    [7, 0, [0], true],
    [15, 7, [0], false],
  ]);
  expect(shown([inputFrom(300)])).toEqual([
    [7, 0, [0], true],
    [35, 7, [0], false],
    [300, 35, [0], false],
  ]);
});

test('no window is without a stream, and none reads what is not wanted', () => {
  const given = readUpTo([90, 40], [30, 10 / 24]);
  expect(shown([inputFrom(90, { given })])).toEqual([
    // What is read often, by itself.
    [1, 0, [0], true],
    [10 / 24 + 2, 1, [0], false],
    [40, 30, [0], false],
  ]);
});

test('nothing to read is no window', () => {
  expect(shown([])).toEqual([]);
  expect(shown([inputFrom(0)])).toEqual([]);
});

test('where streams want different stretches the list is cut at their borders', () => {
  const [long, short] = [inputFrom(14), inputFrom(5, { stream: new ExtensiveCalls() })];
  expect(shown([long, short])).toEqual([
    [5, 0, [0, 1], true],
    [14, 5, [0], false],
  ]);
  const gap = inputFrom(13, { given: readUpTo([12, 9], [6, 0.5]) });
  expect(shown([gap, short])).toEqual([
    [2.5, 0, [0, 1], true],
    [5, 2.5, [1], false],
    [9, 6, [0], false],
    [13, 12, [0], false],
  ]);
});

test('the last day is a window by itself only where all streams have read it before', () => {
  const given = readUpTo([90, 20 / 24]);
  const often = inputFrom(90, { given });
  expect(shown([often])).toEqual([
    [1, 0, [0], true],
    [20 / 24 + 2, 1, [0], false],
  ]);
  expect(shown([often, inputFrom(90, { given })]).slice(0, 1)).toEqual([[1, 0, [0, 1], true]]);
  const never = inputFrom(20 / 24 + 2);
  expect(shown([often, never])).toEqual([[20 / 24 + 2, 0, [0, 1], true]]);
});

test('a last day that is all there is to read stays whole', () => {
  const hourly = inputFrom(90, { given: readUpTo([90, 1 / 24]) });
  expect(shown([hourly])).toEqual([[4 / 24, 0, [0], true]]);
});

test('a list of days is not cut before its counts are known', () => {
  const stream = new AnsweredScorecards();
  expect(shown([inputFrom(90, { stream })], 'day')).toEqual([[90, 0, [0], true]]);
  const given = { ...readUpTo([90, 20 / 24]), reviewTime: formatInstant(NOW - HOUR) };
  expect(shown([inputFrom(90, { stream, given })], 'day')).toEqual([[20 / 24 + 2, 0, [0], true]]);
});

test('a list without dates is one window, whatever was read before', () => {
  const users = inputFrom(90, { stream: new Users() });
  expect(shown([users], 'none')).toEqual([[90, 0, [0], true]]);
  const future = openInput({ stream: new Users(), range: { from: NOW, to: NOW } }).input;
  expect(shown([future], 'none')).toEqual([[0, 0, [0], true]]);
});
