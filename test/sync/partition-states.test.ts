import { expect, test } from 'vitest';
import { HOUR } from '../../src/base/instant.ts';
import { PartitionCoverages, stateOfPartition, statesWithin } from '../../src/sync/partition-states.ts';
import { readSavedState } from '../../src/sync/saved-state.ts';
import { StreamCoverage } from '../../src/sync/stream-coverage.ts';

const NOW = Date.parse('2026-11-20T00:00:00Z');
const range = { from: NOW - 10 * HOUR, to: NOW };

function coverageOf(...read: readonly { readonly from: number; readonly to: number }[]): StreamCoverage {
  const options = { range, lookbackMs: HOUR, isFullRefresh: false, isWhole: false, list: undefined };
  const coverage = new StreamCoverage({ ...options, saved: undefined });
  coverage.noteItems();
  for (const each of read) coverage.add(each);
  return coverage;
}

test('each partition gets back from the state what was read of it', () => {
  const coverages = new Map([
    ['one', coverageOf(range)],
    ['other', coverageOf({ from: NOW - 2 * HOUR, to: NOW })],
    ['none', coverageOf()],
  ]);
  const state: unknown = JSON.parse(JSON.stringify(new PartitionCoverages(coverages).toState('time')));
  const read = (partition: string) =>
    readSavedState(stateOfPartition(state, partition), {
      stream: 'logs',
      cursorField: 'time',
      lookbackMs: HOUR,
      onWarning: expect.unreachable,
    })?.coverage.gaps(range);
  expect(read('one')).toEqual([]);
  expect(read('other')).toEqual([{ from: NOW - 10 * HOUR, to: NOW - 2 * HOUR }]);
  expect(read('none')).toBeUndefined();
});

test('the cursor of the whole is that of the partition which is furthest behind', () => {
  const ahead = coverageOf(range).toState('time');
  const behind = coverageOf({ from: range.from, to: NOW - 5 * HOUR }).toState('time');
  const coverages = new Map([
    ['ahead', coverageOf(range)],
    ['behind', coverageOf({ from: range.from, to: NOW - 5 * HOUR })],
  ]);
  const state = new PartitionCoverages(coverages).toState('time');
  expect(state).toMatchObject({ partitions: { ahead, behind } });
  expect(state).toHaveProperty('time', Object(behind).time);
});

test('nothing is saved where nothing has been read', () => {
  expect(new PartitionCoverages(new Map([['one', coverageOf()]])).toState('time')).toBeUndefined();
});

test.each([undefined, null, 'text', {}, { partitions: null }, { partitions: { other: {} } }])(
  'of the state %j nothing is known',
  (state) => {
    expect(stateOfPartition(state, 'one')).toBeUndefined();
  },
);

test('a state holds those of its partitions, or is the only one', () => {
  const one = { time: '2026-11-20T00:00:00Z' };
  expect(statesWithin({ ...one, partitions: { one, other: {} } })).toEqual([one, {}]);
  expect(statesWithin(one)).toEqual([one]);
  expect(statesWithin(undefined)).toEqual([undefined]);
});
