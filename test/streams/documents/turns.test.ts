import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '../../../src/base/instant.ts';
import { turnsOf } from '../../../src/streams/documents/turns.ts';
import { documentOf, spokenIn } from './sample-call.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);

test('who speaks for long is cut where a section begins, and where the time would be too far away', () => {
  const speech = [1, 50, 119, 121, 199, 200, 280, 330].map((seconds) => ({
    start: seconds * 1_000,
    text: `${seconds}.`,
  }));
  const transcript = {
    transcript: [
      { speakerId: '1', sentences: speech },
      { speakerId: '2', sentences: [{ start: 150_000, text: 'I see.' }] },
      { speakerId: '1', sentences: [{ start: 340_000, text: 'Well.' }] },
    ],
  };
  const outline = [
    { section: 'Silence', startTime: 60 },
    { section: 'Price', startTime: 200 },
  ];
  expect(spokenIn(documentOf({ content: { outline } }, transcript))).toBe(`\
**Speaker 1** (00:01): 1. 50.

### Silence (01:00)

**Speaker 1** (01:59): 119. 121. 199.

**Speaker 2** (02:30): I see.

### Price (03:20)

**Speaker 1** (03:20): 200. 280.

**Speaker 1** (05:30): 330. Well.`);
});

const anySeconds = fc.nat({ max: 900 });
const anySections = fc
  .uniqueArray(anySeconds, { maxLength: 5 })
  .map((starts) => starts.toSorted((one, other) => one - other))
  .map((starts) => starts.map((startSeconds) => ({ name: String(startSeconds), startSeconds })));
const anyMonologues = fc.array(
  fc.record({ speakerId: fc.constantFrom('1', '2', null), starts: fc.array(anySeconds) }),
  { maxLength: 6 },
);

test('each sentence is there once, in its section, behind a time of less than two minutes before', () => {
  fc.assert(
    fc.property(anySections, anyMonologues, (sections, monologues) => {
      const spoken = monologues.flatMap(({ speakerId, starts }, monologue) =>
        starts.map((start, sentence) => ({ speakerId, start, text: `${monologue}.${sentence}` })),
      );
      const transcript = monologues.map(({ speakerId, starts }, monologue) => ({
        speakerId,
        sentences: starts.map((start, sentence) => ({
          start: start * 1_000,
          text: `${monologue}.${sentence}`,
        })),
      }));
      const turns = turnsOf({ transcript }, sections);
      const told = turns.flatMap((turn) => turn.text.split(' ').map((text) => ({ ...turn, text })));
      expect(told.map(({ text }) => text).toSorted()).toEqual(spoken.map(({ text }) => text).toSorted());
      for (const { text, speakerId, section, startMs = Number.NaN } of told) {
        const sentence = spoken.find((each) => each.text === text);
        const behindMs = Number(sentence?.start) * 1_000 - startMs;
        expect(behindMs >= 0 && behindMs < 2 * MINUTE).toBe(true);
        expect(speakerId ?? null).toBe(sentence?.speakerId);
        const begun = sections.filter(({ startSeconds }) => startSeconds <= Number(sentence?.start));
        expect(section).toBe(begun.at(-1));
      }
      const starts = turns.map(({ startMs }) => startMs);
      expect(starts).toEqual(starts.toSorted((one, other) => Number(one) - Number(other)));
    }),
    { numRuns: RUNS },
  );
});
