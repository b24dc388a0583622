import { expect, test } from 'vitest';
import { DAY, SECOND } from '../../src/base/instant.ts';
import { isJsonObject } from '../../src/base/json-object.ts';
import { Coverage } from '../../src/sync/coverage.ts';
import type { Stretch } from '../../src/sync/stretch.ts';
import {
  privateCallsToday,
  readPrivateCalls,
  writePrivateCalls,
  type SavedPrivateCalls,
} from '../../src/sync/saved-private-calls.ts';

const now = Date.UTC(2026, 10, 26);

function readBack(saved: SavedPrivateCalls): unknown {
  const state: unknown = JSON.parse(JSON.stringify(writePrivateCalls(saved)));
  return isJsonObject(state) ? readPrivateCalls(state) : undefined;
}

test('what is written is what is read', () => {
  for (const saved of [
    { areIncluded: true, until: undefined },
    { areIncluded: false, until: undefined },
    { areIncluded: false, until: now },
  ]) {
    expect(readBack(saved)).toEqual(saved);
  }
  expect([writePrivateCalls(undefined), readPrivateCalls({})]).toEqual([{}, undefined]);
});

const today = { coverage: new Coverage(), range: { from: 0, to: now }, lookbackMs: 7 * DAY };

test.each([
  [undefined, undefined],
  [{ areIncluded: false }, undefined],
  [{ areIncluded: true }, now - SECOND],
  [{ areIncluded: false, until: now - DAY }, now - DAY],
])('after %j they were read until %j', (saved, until) => {
  expect(privateCallsToday({ ...today, saved, areIncluded: false })).toEqual({
    areIncluded: false,
    ...(until === undefined ? {} : { until }),
  });
  expect(privateCallsToday({ ...today, saved, areIncluded: true })).toEqual({ areIncluded: true });
});

test('a reading of the same second, or of a clock that was ahead, counts as well', () => {
  const coverage = new Coverage([{ from: 0, to: now - DAY, readAt: now + DAY }]);
  const saved = { areIncluded: true };
  expect(privateCallsToday({ ...today, coverage, saved, areIncluded: false }).until).toBe(now + DAY);
});

test('until when they were read is forgotten once all has been read since that is read again, however late', () => {
  const until = now - 20 * DAY;
  const finished = { from: 0, to: until - 7 * DAY, readAt: until };
  const since = { from: finished.to, to: now - DAY, readAt: now - DAY };
  const untilWith = (...stretches: readonly Stretch[]): unknown => {
    const coverage = new Coverage(stretches);
    return privateCallsToday({ ...today, coverage, saved: { areIncluded: false, until }, areIncluded: false })
      .until;
  };
  expect(untilWith(finished, since)).toBeUndefined();
  expect(untilWith(finished, { ...since, readAt: until })).toBe(until);
  expect(untilWith(finished, { ...since, from: since.from + DAY })).toBe(until);
  expect(untilWith({ ...finished, readAt: until - SECOND }, since)).toBe(until);
});
