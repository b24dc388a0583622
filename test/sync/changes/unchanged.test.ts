import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/instant.ts';
import { Company, recordsOf } from './company.ts';
import { ownListStreams, sharedStreams } from './small-lists.ts';

const cases = [true, false].flatMap((emitDeletes) =>
  [sharedStreams, ownListStreams].map((streams) => ({ emitDeletes, streams, count: streams.length })),
);

test.each(cases)(
  'later syncs of $count streams send nothing of a Gong that signs its addresses anew, with deletions $emitDeletes',
  async ({ emitDeletes, streams }) => {
    const company = new Company(60, { emitDeletes, streams });
    expect(Object.keys(recordsOf(await company.sync()))).toHaveLength(streams.length);
    for (const afterMs of [HOUR, 6 * HOUR, DAY, 3 * DAY]) {
      expect(recordsOf(await company.sync(afterMs))).toEqual({});
    }
  },
);

test('with another shape all that is read again goes out once more, and then nothing', async () => {
  const first = new Company(20);
  await first.sync();
  const shaped = { states: first.states, shape: 'another', streams: sharedStreams };
  const again = new Company(20, shaped);
  const counts = recordsOf(await again.sync());
  // Those of the last 3 hours: the others when they are due.
  expect(counts).toMatchObject({ users: 20, calls: 1, extensiveCalls: 1, callTranscripts: 1 });
});

test('a change sends the record that has changed, and nothing else', async () => {
  const company = new Company(30);
  await company.sync();
  company.change('3', { metaData: { title: 'another' } });
  company.change('5', { content: { brief: 'in short' } });
  company.change('6', { transcript: [{ speakerId: '1', sentences: [{ start: 0, text: 'Bye.' }] }] });
  company.gong.users.set('7', { id: '7', title: 'another' });
  company.gong.reviews.set('8', { ...company.gong.reviews.get('8'), answers: [{ score: 2 }] });
  expect(recordsOf(await company.sync(DAY))).toEqual({
    calls: 1,
    extensiveCalls: 2,
    // Rows of a call go out with it, and the sentences hold its title.
    callParticipants: 4,
    callTranscripts: 1,
    transcriptSentences: 2,
    users: 1,
    answeredScorecards: 1,
    scorecardAnswers: 1,
  });
});
