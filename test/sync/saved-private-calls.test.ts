import { expect, test } from 'vitest';
import { DAY, SECOND } from '../../src/base/instant.ts';
import { isJsonObject } from '../../src/base/json-object.ts';
import { Coverage } from '../../src/sync/coverage.ts';
import {
  privateCallsToday,
  readPrivateCalls,
  writePrivateCalls,
  type SavedPrivateCalls,
} from '../../src/sync/saved-private-calls.ts';

const now = Date.UTC(2026, 10, 26);
const lookbackMs = 7 * DAY;

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

test.each([
  [undefined, undefined],
  [{ areIncluded: false }, undefined],
  [{ areIncluded: true }, now - SECOND],
  [{ areIncluded: false, until: now - DAY }, now - DAY],
  [{ areIncluded: false, until: now - 8 * DAY }, undefined],
])('after %j they were read until %j, as long as that is read again', (saved, until) => {
  const today = { coverage: new Coverage(), saved, now, lookbackMs };
  expect(privateCallsToday({ ...today, areIncluded: false })).toEqual({
    areIncluded: false,
    ...(until === undefined ? {} : { until }),
  });
  expect(privateCallsToday({ ...today, areIncluded: true })).toEqual({ areIncluded: true });
});

test('a reading of the same second, or of a clock that was ahead, counts as well', () => {
  const coverage = new Coverage([{ from: 0, to: now - DAY, readAt: now + DAY }]);
  const saved = { areIncluded: true };
  expect(privateCallsToday({ coverage, saved, areIncluded: false, now, lookbackMs }).until).toBe(now + DAY);
});
