import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import type { Gong } from '../../src/gong/client.ts';
import { DAY, formatInstant, HOUR } from '../../src/base/instant.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { callList, extensiveList, metaDataOf } from '../../src/streams/call-lists.ts';
import type { Range } from '../../src/streams/list.ts';
import { ListGuard } from '../../src/sync/list-guard.ts';
import { quiet } from '../gong/quiet-gong.ts';
import { page, scriptedGong, type Answer } from '../gong/scripted-gong.ts';

const NOW = Date.UTC(2026, 10, 20, 8);
const whole: Range = { from: NOW - 30 * DAY, to: NOW };

function guardOf(gong: Gong, ranges: readonly Range[] = [whole]): ListGuard | undefined {
  const shared = { list: extensiveList, toItem: metaDataOf };
  return ListGuard.start(callList, shared, ranges, gong, new AbortController().signal);
}

function counted(totalRecords: number | undefined): Answer {
  return page([{ id: '1' }], totalRecords === undefined ? undefined : { totalRecords, cursor: 'more' });
}

/** An extensive call that started so many days before now. */
function startedAgo(days: number, scheduledDays = days): JsonObject {
  const [started, scheduled] = [days, scheduledDays].map((before) => formatInstant(NOW - before * DAY));
  return { metaData: { id: String(days), started, scheduled } };
}

describe('the list is asked for its count', () => {
  test('of the newest stretch that is long enough, less a day at either end, in one request', async () => {
    const gong = scriptedGong(counted(0));
    const ranges = [{ from: NOW - HOUR, to: NOW }, { from: NOW - 9 * DAY, to: NOW - 6 * DAY }, whole];
    expect(await guardOf(gong, ranges)?.distrusted(0)).toBeUndefined();
    expect(gong.requests).toEqual([
      callList.request({ from: NOW - 8 * DAY, to: NOW - 7 * DAY, isLast: false }),
    ]);
  });

  test('not at all where no stretch is long enough', () => {
    const gong = scriptedGong();
    expect(guardOf(gong, [{ from: NOW - 2.5 * DAY + 1, to: NOW }])).toBeUndefined();
    expect(guardOf(gong, [])).toBeUndefined();
    expect(gong.requests).toEqual([]);
  });
});

test('a list that brings as much as was counted is trusted', async () => {
  const guard = guardOf(scriptedGong(counted(2)));
  guard?.note([startedAgo(5)]);
  guard?.note([startedAgo(7)]);
  expect(await guard?.distrusted(0)).toBeUndefined();
});

test('a call counts if one of its times lies in the stretch that was counted', async () => {
  const guard = guardOf(scriptedGong(counted(3), counted(3)));
  guard?.note([startedAgo(0.5), startedAgo(29.5), startedAgo(0.5, 2), startedAgo(28, 40), { parties: [] }]);
  expect(await guard?.distrusted(0)).toMatchObject({ reason: expect.stringContaining('counts 3') });
  const other = guardOf(scriptedGong(counted(2)));
  other?.note([startedAgo(0.5, 2), startedAgo(28, 40)]);
  expect(await other?.distrusted(0)).toBeUndefined();
});

test('one that brings fewer is not, and the reason has both numbers and the stretch', async () => {
  const guard = guardOf(scriptedGong(counted(5), counted(4)));
  guard?.note([startedAgo(5), startedAgo(7)]);
  expect(await guard?.distrusted(0)).toEqual({
    range: whole,
    keys: new Set(['5', '7']),
    reason:
      'Gong counts 4 items at /v2/calls from 2026-10-22T08:00:00Z to 2026-11-19T08:00:00Z, of which the list that was read held 2.',
  });
});

test('a call whose times cannot be read is known to have been brought, and does not count', async () => {
  const guard = guardOf(scriptedGong(counted(2), counted(2)));
  guard?.note([startedAgo(5), { metaData: { id: '9', started: null } }, { metaData: {} }]);
  expect(await guard?.distrusted(0)).toMatchObject({ keys: new Set(['5', '9']) });
});

test('what the list that was read counted and did not list may be what is missing', async () => {
  const guard = guardOf(scriptedGong(counted(4), counted(4)));
  guard?.note([startedAgo(5), startedAgo(7)]);
  expect(await guard?.distrusted(1)).toMatchObject({ reason: expect.stringContaining('counts 4') });
  const other = guardOf(scriptedGong(counted(4)));
  other?.note([startedAgo(5), startedAgo(7)]);
  expect(await other?.distrusted(2)).toBeUndefined();
});

test('what was counted at first may have been deleted since', async () => {
  const gong = scriptedGong(counted(3), counted(2));
  const guard = guardOf(gong);
  guard?.note([startedAgo(5), startedAgo(7)]);
  expect(await guard?.distrusted(0)).toBeUndefined();
  expect(gong.requests).toHaveLength(2);
});

test.each<readonly [string, Answer]>([
  ['no count', counted(undefined)],
  ['nothing', { kind: 'empty' }],
  ['a refusal', { kind: 'rejected', status: 403, text: '', error: new ConfigError('no scope') }],
])('%s is no reason for distrust', async (_name, answer) => {
  expect(await guardOf(scriptedGong(answer))?.distrusted(0)).toBeUndefined();
});

test('a failure of the count is no failure of the stream', async () => {
  const gong: Gong = { ...quiet, request: () => Promise.reject(new ConfigError('no scope')) };
  expect(await guardOf(gong)?.distrusted(0)).toBeUndefined();
});

test('a list that is asked for less than the own one is not held against its count', () => {
  const gong = scriptedGong();
  const narrower = { list: extensiveList, toItem: metaDataOf, isNarrower: true };
  expect(ListGuard.start(callList, narrower, [whole], gong, new AbortController().signal)).toBeUndefined();
  expect(gong.requests).toEqual([]);
});
