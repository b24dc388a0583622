import { expect, test } from 'vitest';
import { fileNameOf, NOTHING, type StreamEntry } from '../../src/directory/directory-state.ts';
import { lastReads } from '../../src/directory/last-reads.ts';

/** What a state.json says of a stream. */
function entry(stream: string, now: number, state?: object): [string, StreamEntry] {
  const sync = { now, file: fileNameOf(now, false), extent: NOTHING, isFinished: true, isSwapDue: false };
  return [stream, { stream, state: state === undefined ? undefined : { ...state }, sync }];
}

test('streams were last read in their last sync, and those of this one are newer than all of them', () => {
  const entries = new Map([entry('calls', 1, {}), entry('callTopics', 2, {}), entry('users', 3, {})]);
  const reads = lastReads(entries, [{ name: 'calls' }, { name: 'callComments' }]);
  expect(Object.fromEntries(reads)).toEqual({
    calls: Infinity,
    callTopics: 2,
    users: 3,
    callComments: Infinity,
  });
});

test('a stream of which no sync could read anything is not read', () => {
  const entries = new Map([entry('transcriptSentences', 1), entry('callTopics', 1)]);
  expect(lastReads(entries, [{ name: 'transcriptSentences' }])).toEqual(new Map());
});
