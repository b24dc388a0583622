import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { formatCall } from '../../src/commands/call-view.ts';

const call = {
  metaData: {
    title: 'Acme:\u001B[31m quarterly\nreview',
    url: 'https://app.gong.io/call?id=1',
    started: '2026-11-24T14:00:07.428+02:00',
    duration: 2_540,
    direction: 'Conference',
    system: 'Zoom',
    isPrivate: true,
  },
  context: [
    {
      system: 'Salesforce',
      objects: [
        { objectType: 'Account', timing: 'Now', fields: [{ name: 'Name', value: 'Acme Inc' }] },
        { objectType: 'Account', timing: 'TimeOfCall', fields: [{ name: 'Name', value: 'Acme Inc' }] },
        { objectType: 'Opportunity', fields: [{ name: 'Name', value: 'Renewal' }] },
      ],
    },
  ],
  parties: [
    {
      name: 'Ann Smith',
      title: 'Account Executive',
      emailAddress: 'ann@us.example',
      affiliation: 'Internal',
      speakerId: '11',
      methods: ['Invitee', 'Attendee'],
    },
    { name: null, emailAddress: 'bob@acme.example', affiliation: 'External', methods: ['Invitee'] },
  ],
  content: {
    brief: 'They want to go on with us, if the price stays what it was in the last two years.',
    outline: [
      { section: 'Goodbye' },
      { section: 'Terms', startTime: 100, items: [] },
      {
        section: 'Prices',
        startTime: 62.5,
        items: [
          { text: 'Bob asks for less.', startTime: 80 },
          { text: 'Ann shows the offer.', startTime: 63 },
        ],
      },
    ],
    keyPoints: [{ text: 'The price is the question.' }],
    highlights: [{ title: 'Next steps', items: [{ text: 'Ann sends the offer by Friday.' }] }],
  },
};
const transcript = {
  transcript: [
    {
      speakerId: '11',
      sentences: [
        { start: 3_200, text: 'Hello.' },
        { start: 4_000, text: 'Welcome.' },
      ],
    },
    {
      speakerId: '12',
      sentences: [{ start: 3_723_000, text: 'Hi, and thank you for the time that you take.' }],
    },
  ],
};

test('a call for reading', () => {
  expect(formatCall(call, transcript, 50)).toBe(`\
Acme: quarterly review
2026-11-24 14:00 UTC+02:00 · 42 min 20 s ·
Conference · Zoom · private
With Acme Inc
https://app.gong.io/call?id=1

People
  - Ann Smith, Account Executive, us.example
    (internal)
  - bob@acme.example, acme.example (external,
    invited only)

Brief
  They want to go on with us, if the price stays
  what it was in the last two years.

Outline
  01:02  Prices
    - Ann shows the offer.
    - Bob asks for less.
  01:40  Terms
  Goodbye

Key points
  - The price is the question.

Next steps
  - Ann sends the offer by Friday.

Transcript
  00:03  Ann Smith
    Hello. Welcome.
  1:02:03  Speaker 1
    Hi, and thank you for the time that you take.
`);
});

test('nobody is said to have spoken who has no id to speak under', () => {
  const parties = [
    { name: 'Ann', speakerId: '1' },
    { name: 'Bob', speakerId: '1' },
    { name: 'Invited', methods: ['Invitee'] },
  ];
  const sentences = [{ start: 0, text: 'Yes.' }];
  const said = [
    { speakerId: '1', sentences },
    { speakerId: null, sentences },
  ];
  const text = formatCall({ parties }, { transcript: said }, 80);
  expect(text).toContain('00:00  Ann\n    Yes.\n  00:00  Speaker 1\n    Yes.\n');
});

test('a call of which nothing is known', () => {
  expect(formatCall({}, undefined, 80)).toBe(`\
A call without a title

Transcript
  Gong has none of this call, or not yet.
`);
});

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u001B[2J', '\u009B31m', '\r', '\u202E', '日本語の長い文章です', 'one two three', '\t'),
  fc.jsonValue(),
);

test('whatever Gong sends, nothing is obeyed by the terminal and no line is too wide', () => {
  const texts = fc.array(text, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 40, max: 120 }), ([a, b, c, d], columns) => {
      const odd = {
        metaData: { title: a, started: b, system: c, url: d },
        parties: [{ name: a, title: b, emailAddress: c, speakerId: '1' }, d],
        content: { brief: a, outline: [{ section: b, items: [{ text: c }] }], keyPoints: [{ text: d }, a] },
      };
      const said = {
        transcript: [{ speakerId: '1', sentences: [{ start: 1, text: a }] }, b, { speakerId: c }],
      };
      const shown = formatCall(odd, said, columns);
      expect(shown).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      expect(shown.split('\n').filter((line) => stringWidth(line) > columns)).toEqual([]);
    }),
  );
});
