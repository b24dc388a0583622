import { expect, test } from 'vitest';
import { callList, extensiveList } from '../../src/streams/call-lists.ts';
import { between, betweenDays, keyOf, timesOf, type Window } from '../../src/streams/list.ts';

function windowOf(from: number, to: number, isLast = false): Window {
  return { from, to, isLast };
}

test('a window is requested in UTC and whole seconds', () => {
  const from = Date.UTC(2026, 10, 19, 23, 30, 0, 700);
  const to = Date.UTC(2026, 10, 20, 8, 0, 5, 999);
  expect(between(windowOf(from, to))).toEqual({
    fromDateTime: '2026-11-19T23:30:00Z',
    toDateTime: '2026-11-20T08:00:05Z',
  });
});

test('the last window of a list of moments has its end in the request', () => {
  const [from, to] = [Date.UTC(2026, 10, 19), Date.UTC(2026, 10, 20)];
  expect(between(windowOf(from, to, true))).toHaveProperty('toDateTime', '2026-11-20T00:00:00Z');
});

test('a window of days reaches as far on either side as any time zone could need', () => {
  const noon = windowOf(Date.UTC(2026, 10, 19, 12), Date.UTC(2026, 10, 20, 12));
  expect(betweenDays(noon)).toEqual({ reviewFromDate: '2026-11-18', reviewToDate: '2026-11-22' });
  // 14 hours ahead of UTC it is the next day at 10:00, and 14 hours behind it is the same day until 14:00.
  const evening = windowOf(Date.UTC(2026, 10, 19, 14), Date.UTC(2026, 10, 20, 10));
  expect(betweenDays(evening)).toEqual({ reviewFromDate: '2026-11-19', reviewToDate: '2026-11-21' });
  const longer = windowOf(Date.UTC(2026, 10, 19, 14) - 1, Date.UTC(2026, 10, 20, 10) + 1);
  expect(betweenDays(longer)).toEqual({ reviewFromDate: '2026-11-18', reviewToDate: '2026-11-22' });
});

test('the last window of days has no end', () => {
  const window = windowOf(Date.UTC(2026, 10, 19, 14), Date.UTC(2026, 10, 20), true);
  expect(betweenDays(window)).toEqual({ reviewFromDate: '2026-11-19' });
});

test('the times of a call are its start and what it was scheduled for, the earlier one first', () => {
  const [early, late] = ['2026-11-20T01:00:00+02:00', '2026-11-20T08:00:05.5Z'];
  const times = [Date.UTC(2026, 10, 19, 23), Date.UTC(2026, 10, 20, 8, 0, 5, 500)];
  expect(callList.times?.({ started: early, scheduled: late })).toEqual(times);
  expect(callList.times?.({ started: late, scheduled: early })).toEqual(times);
});

test('the time of an extensive call is its start alone', () => {
  const [started, scheduled] = ['2026-11-20T08:00:00Z', '2026-11-20T07:00:00Z'];
  const instant = Date.UTC(2026, 10, 20, 8);
  expect(extensiveList.times?.({ metaData: { started, scheduled } })).toEqual([instant, instant]);
});

test.each([[null], [undefined], ['unknown']])('the time %j says nothing', (scheduled) => {
  const instant = Date.UTC(2026, 10, 20, 1);
  expect(callList.times?.({ started: '2026-11-20T01:00:00Z', scheduled })).toEqual([instant, instant]);
});

test('an item without any time may stand anywhere', () => {
  expect(timesOf()).toEqual([-Infinity, Infinity]);
  expect(callList.times?.({ started: 'unknown' })).toEqual([-Infinity, Infinity]);
  expect(extensiveList.times?.({ metaData: null })).toEqual([-Infinity, Infinity]);
});

test('C14: an id is the same as a number and as a string', () => {
  expect(keyOf(7)).toBe(keyOf('7'));
  expect(keyOf('7')).not.toBe(keyOf('8'));
  expect([keyOf(null), keyOf(undefined)]).toEqual([null, undefined]);
});
