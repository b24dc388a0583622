import { expect, test } from 'vitest';
import { between, betweenDays, callList, timesOf } from '../../src/streams/list.ts';

const from = Date.UTC(2026, 10, 19, 23, 30, 0, 700);
const to = Date.UTC(2026, 10, 20, 8, 0, 5, 999);
const window = { from, to, end: to };

test('a window is asked for in UTC and whole seconds', () => {
  expect(between(window)).toEqual({
    fromDateTime: '2026-11-19T23:30:00Z',
    toDateTime: '2026-11-20T08:00:05Z',
  });
});

test('a window of days is asked for by dates', () => {
  expect(betweenDays(window)).toEqual({ reviewFromDate: '2026-11-19', reviewToDate: '2026-11-20' });
});

test('an endless window has no end in the request either', () => {
  const endless = { from, to: undefined, end: to };
  expect(between(endless)).toEqual({ fromDateTime: '2026-11-19T23:30:00Z' });
  expect(betweenDays(endless)).toEqual({ reviewFromDate: '2026-11-19' });
});

test('the times of a call are its start and what it was scheduled for, the earlier one first', () => {
  const [early, late] = ['2026-11-20T01:00:00+02:00', '2026-11-20T08:00:05.5Z'];
  const times = [Date.UTC(2026, 10, 19, 23), Date.UTC(2026, 10, 20, 8, 0, 5, 500)];
  expect(callList.times?.({ started: early, scheduled: late })).toEqual(times);
  expect(callList.times?.({ started: late, scheduled: early })).toEqual(times);
});

test.each([[null], [undefined], ['unknown']])('the time %j says nothing', (scheduled) => {
  const instant = Date.UTC(2026, 10, 20, 1);
  expect(callList.times?.({ started: '2026-11-20T01:00:00Z', scheduled })).toEqual([instant, instant]);
});

test('a call without any time may stand anywhere', () => {
  expect(timesOf()).toEqual([-Infinity, Infinity]);
  expect(callList.times?.({ started: 'unknown' })).toEqual([-Infinity, Infinity]);
});
