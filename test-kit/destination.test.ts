import { expect, test } from 'vitest';
import { DestinationTable } from './destination.ts';

const calls = { stream: 'calls', key: ['id'], cursor: 'started', isReplaced: false };
const call = (id: string, title: string) => ({ id, title, started: '2026-11-01T10:00:00Z' });
const deletion = (id: string, started: string) => ({
  id,
  started,
  _ab_cdc_deleted_at: '2026-11-02T00:00:00Z',
});
const titles = ({ rows }: DestinationTable): string[] =>
  [...rows.values()].map((text) => /"title":"(\w+)"/.exec(text)?.[1] ?? '');

test('the last write of a key wins, and a deletion takes the row away', () => {
  const table = new DestinationTable(calls);
  for (const record of [call('1', 'first'), call('2', 'second'), call('1', 'third')]) table.add(record);
  table.commit();
  expect(titles(table)).toEqual(['third', 'second']);
  table.add(deletion('1', '2026-11-01T10:00:00Z'));
  table.commit();
  expect([titles(table), table.smallerCursors]).toEqual([['second'], 0]);
  table.add({ ...call('1', 'back'), _ab_cdc_deleted_at: null });
  table.complete();
  expect(titles(table)).toEqual(['second', 'back']);
});

test('a deletion that a destination would take for older than the row is counted', () => {
  const table = new DestinationTable(calls);
  table.add(call('1', 'first'));
  table.add(deletion('1', '2026-11-01T09:59:59Z'));
  table.commit();
  expect(table.smallerCursors).toBe(1);
});

test.each([
  [true, ['first', 'second']],
  [false, ['first']],
])('what no state has followed is kept (%s) or not when a sync is broken off', (keepsWaiting, expected) => {
  const table = new DestinationTable(calls);
  table.add(call('1', 'first'));
  table.commit();
  table.add(call('2', 'second'));
  table.breakOff(keepsWaiting);
  expect(titles(table)).toEqual(expected);
});

test('a table that each sync replaces changes only where a sync comes to its end', () => {
  const table = new DestinationTable({ ...calls, isReplaced: true });
  table.add(call('1', 'first'));
  table.complete();
  table.add(call('2', 'second'));
  table.breakOff(true);
  expect(titles(table)).toEqual(['first']);
  table.add(call('3', 'third'));
  table.complete();
  expect(titles(table)).toEqual(['third']);
});
