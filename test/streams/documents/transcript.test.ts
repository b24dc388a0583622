import { expect, test } from 'vitest';
import { TranscriptSentences } from '../../../src/streams/transcript-sentences.ts';
import { documentOf, spokenIn } from './sample-call.ts';

const say = (speakerId: unknown, start: unknown, text: unknown = 'Yes.'): object => ({
  speakerId,
  sentences: [{ start, text }],
});

test('monologues out of order stand where they were said, those without a time where they came', () => {
  const transcript = {
    transcript: [say('1', undefined, 'a'), say('2', 9_000, 'd'), say('3', null, 'e'), say('4', 2_000, 'b')],
  };
  expect(spokenIn(documentOf({}, transcript))).toBe(`\
**Speaker 1**: a

**Speaker 2** (00:02): b

**Speaker 3** (00:09): d

**Speaker 4**: e`);
});

test('a section of one name is not another one, and none is there in which nobody speaks', () => {
  const outline = [
    { section: 'Talk', startTime: 4.35 },
    { section: 'Talk', startTime: 10 },
    { section: 'Silence', startTime: 20 },
    { section: '# *Loud* #', startTime: 30 },
    { section: null, startTime: 40 },
    { section: 'Without a time' },
    null,
  ];
  const transcript = {
    transcript: [say('1', 4_350), say('1', 4_360), say('1', 10_000), say('1', 30_000), say('1', 41_000)],
  };
  expect(spokenIn(documentOf({ content: { outline } }, transcript))).toBe(`\
### Talk (00:04)

**Speaker 1** (00:04): Yes. Yes.

### Talk (00:10)

**Speaker 1** (00:10): Yes.

### # \\*Loud\\* # (00:30)

**Speaker 1** (00:30): Yes.

### A section without a name (00:40)

**Speaker 1** (00:41): Yes.`);
});

test('ten speakers can be told apart, whatever they are called', () => {
  const parties = [
    { speakerId: '1', name: 'Ann' },
    { speakerId: '2', name: 'Ann' },
    { speakerId: '3', name: '*Speaker 1*' },
    { speakerId: '4', name: null, emailAddress: 'd@acme.example' },
    { speakerId: 5 },
    { speakerId: '6', name: 'Speaker 2' },
    { speakerId: '7', name: ' ' },
    { speakerId: null, name: 'Silent' },
    { speakerId: '8', name: '**' },
  ];
  const ids = ['10', '1', '2', '3', '4', '5', '6', '7', '8', '9', null, null, '10'];
  const transcript = { transcript: ids.map((id) => say(id, 1_000)) };
  const names = spokenIn(documentOf({ parties }, transcript))
    .split('\n\n')
    .map((paragraph) => paragraph.replace(' (00:01): Yes.', ''));
  expect(names).toEqual([
    '**Speaker 3**',
    '**Ann**',
    '**Ann (2)**',
    String.raw`**\*Speaker 1\***`,
    '**d@acme.example**',
    '**Speaker 1**',
    '**Speaker 2**',
    '**Speaker 2 (2)**',
    String.raw`**\*\***`,
    '**Speaker 4**',
    '**Unknown speaker**',
    '**Unknown speaker**',
    '**Speaker 3**',
  ]);
});

test('sides are named where there are two', () => {
  const transcript = { transcript: [say('1', 1_000), say('2', 2_000)] };
  const spoken = (one: string, other: string): string =>
    spokenIn(
      documentOf(
        {
          parties: [
            { speakerId: '1', name: 'Ann', affiliation: one },
            { speakerId: '2', name: 'Bob', affiliation: other },
          ],
        },
        transcript,
      ),
    );
  expect(spoken('Internal', 'External')).toBe(
    '**Ann** (Internal, 00:01): Yes.\n\n**Bob** (External, 00:02): Yes.',
  );
  expect(spoken('Internal', 'Unknown')).toBe('**Ann** (Internal, 00:01): Yes.\n\n**Bob** (00:02): Yes.');
  expect(spoken('Internal', 'Internal')).toBe('**Ann** (00:01): Yes.\n\n**Bob** (00:02): Yes.');
});

test('of two people under one id the first has said it, as in the rows of sentences', () => {
  const parties = [
    { speakerId: '1', name: 'Ann', affiliation: 'Internal' },
    { speakerId: '1', name: 'Bob', affiliation: 'External' },
  ];
  const transcript = { transcript: [say('1', 0)] };
  expect(spokenIn(documentOf({ parties }, transcript))).toBe('**Ann** (Internal, 00:00): Yes.');
  const stream = new TranscriptSentences();
  const [row] = stream.toRecords(stream.toItem({ parties }), { from: 0, to: 1 }, transcript);
  expect(row).toMatchObject({ speakerName: 'Ann', affiliation: 'Internal' });
});
