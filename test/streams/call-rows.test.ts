import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/base/json-object.ts';
import { streams } from '../../src/streams/index.ts';
import { CallCrmObjects } from '../../src/streams/call-crm-objects.ts';
import { CallHighlights } from '../../src/streams/call-highlights.ts';
import { CallInteractionStats } from '../../src/streams/call-interaction-stats.ts';
import { CallKeyPoints } from '../../src/streams/call-key-points.ts';
import { CallOutline } from '../../src/streams/call-outline.ts';
import { CallParticipants } from '../../src/streams/call-participants.ts';
import { CallSpeakers } from '../../src/streams/call-speakers.ts';
import { ScorecardAnswers } from '../../src/streams/scorecard-answers.ts';
import { TranscriptSentences } from '../../src/streams/transcript-sentences.ts';

const window = { from: 0, to: 1 };
const started = '2026-11-20T08:00:00+02:00';
const key = { callId: '7', started };

function call(blocks: JsonObject): JsonObject {
  return { metaData: { id: '7', started, title: 'Renewal' }, ...blocks };
}

function field(name: unknown, value?: unknown): JsonObject {
  return { name, value };
}

/** What Gong could send in the place of a list of objects. */
const oddities: readonly unknown[] = [undefined, null, 'text', 7, {}, [], [null, 'text', 3, []]];

test.each(oddities)('%j in the place of a list gives no row, in any stream', (odd) => {
  const blocks = {
    parties: odd,
    context: odd,
    content: { trackers: odd, topics: odd, outline: odd, highlights: odd, keyPoints: odd },
    interaction: { speakers: odd },
    collaboration: { publicComments: odd },
    answers: odd,
    transcript: odd,
  };
  const rows = streams
    .filter(
      ({ name, isOneForOne, list }) =>
        !isOneForOne &&
        name !== 'callInteractionStats' &&
        ['extensive', 'answeredScorecards'].includes(list.name),
    )
    .flatMap((stream) => stream.toRecords(stream.toItem?.(call(blocks)) ?? call(blocks), window, blocks));
  expect(rows).toEqual([]);
  const nested = { outline: [{ section: 'a', items: odd }], highlights: [{ title: 'b', items: odd }] };
  expect(new CallOutline().toRecords(call({ content: nested }))).toEqual([]);
  expect(new CallHighlights().toRecords(call({ content: nested }))).toEqual([]);
});

test('a row has the entry as Gong sent it, its place, and its call, whatever the entry says of these', () => {
  const keyPoints = [{ text: 'one', new: [1] }, 'no object', { position: 9, callId: '8', started: 'never' }];
  expect(new CallKeyPoints().toRecords(call({ content: { keyPoints } }))).toEqual([
    { ...key, position: 0, text: 'one', new: [1] },
    { ...key, position: 1 },
  ]);
});

test('fields with the names of what all objects have are fields like any others', () => {
  const keyPoints: unknown = JSON.parse('[{"constructor": 1, "__proto__": {"text": 3}, "toString": "2"}]');
  const [row] = new CallKeyPoints().toRecords(call({ content: { keyPoints } }));
  expect(JSON.stringify(row)).toContain('"constructor":1,"__proto__":{"text":3},"toString":"2"');
});

test('a call without an id has rows without one', () => {
  const rows = new CallKeyPoints().toRecords({ content: { keyPoints: [{ text: 'one' }] } });
  expect(rows).toEqual([{ callId: null, started: null, position: 0, text: 'one' }]);
});

test('participants come without their CRM objects, and stay as they are in the call', () => {
  const blocks = call({ parties: [{ id: '1', context: [{}], methods: ['Invitee'] }] });
  expect(new CallParticipants().toRecords(blocks)).toEqual([
    { ...key, position: 0, id: '1', methods: ['Invitee'] },
  ]);
  expect(blocks).toHaveProperty('parties[0].context', [{}]);
});

test('speakers have the name of the participant with the same id, as a text or a number', () => {
  const parties = [
    { id: '1', name: 'Ann', affiliation: 'Internal' },
    { id: '1', name: 'another' },
    { name: 'no id' },
  ];
  const speakers = [{ id: 1, talkTime: 60 }, { id: '2' }, {}];
  expect(new CallSpeakers().toRecords(call({ parties, interaction: { speakers } }))).toEqual([
    { ...key, position: 0, id: 1, talkTime: 60, name: 'Ann', affiliation: 'Internal' },
    { ...key, position: 1, id: '2', name: null, affiliation: null },
    { ...key, position: 2, name: null, affiliation: null },
  ]);
});

test('items of outline and highlights are counted over the whole call', () => {
  const content = {
    outline: [
      { section: 'Start', startTime: 0, duration: 5, items: [{ text: 'a', startTime: 1 }] },
      { section: 'empty', items: [] },
      { items: [{ text: 'b' }, { text: 'c' }] },
    ],
    highlights: [
      { title: 'Next steps', items: [{ text: 'd', startTimes: [1, 2] }] },
      { items: [{ text: 'e' }] },
    ],
  };
  const untold = { section: null, sectionPosition: 2, sectionStartTime: null, sectionDuration: null };
  expect(new CallOutline().toRecords(call({ content }))).toEqual([
    {
      ...key,
      position: 0,
      section: 'Start',
      sectionPosition: 0,
      sectionStartTime: 0,
      sectionDuration: 5,
      text: 'a',
      startTime: 1,
    },
    { ...key, position: 1, ...untold, text: 'b' },
    { ...key, position: 2, ...untold, text: 'c' },
  ]);
  expect(new CallHighlights().toRecords(call({ content }))).toEqual([
    { ...key, position: 0, title: 'Next steps', text: 'd', startTimes: [1, 2] },
    { ...key, position: 1, title: null, text: 'e' },
  ]);
});

test('CRM objects of the call come first, then those of its participants, with fields by name', () => {
  const context = [
    {
      system: 'Salesforce',
      objects: [{ objectId: 'a', fields: [field('Name', 'Acme'), field('Name', 'Ajax')] }],
    },
  ];
  const linked = [{ objects: [{ objectId: 'b', fields: null }] }];
  const parties = [{ id: '1', context: linked }, { context: linked }];
  expect(new CallCrmObjects().toRecords(call({ context, parties }))).toEqual([
    { ...key, position: 0, partyId: null, system: 'Salesforce', objectId: 'a', fields: { Name: 'Ajax' } },
    { ...key, position: 1, partyId: '1', system: null, objectId: 'b', fields: null },
    // Not null, which would make it an object of the call.
    { ...key, position: 2, partyId: '', system: null, objectId: 'b', fields: null },
  ]);
  const odd = [{ objects: [{ fields: [field(7, 1), 'text', field('__proto__', { x: 1 }), field('none')] }] }];
  const [row] = new CallCrmObjects().toRecords(call({ context: odd }));
  expect(JSON.stringify(row?.['fields'])).toBe('{"__proto__":{"x":1},"none":null}');
});

describe('measures of how people spoke', () => {
  const stats = new CallInteractionStats();

  test.each([[{}], [{ interaction: null }], [{ interaction: [] }]])('%j has none', (blocks) => {
    expect(stats.toRecords(call(blocks))).toEqual([]);
  });

  test('have a column each, and one for what Gong calls otherwise', () => {
    const interaction = {
      interactionStats: [
        { name: 'Talk Ratio', value: 0.5 },
        { name: 'Patience', value: null },
        { name: 'constructor', value: 3 },
        { name: 7, value: 1 },
      ],
      questions: { companyCount: 4 },
      video: [
        { name: 'Webcam', duration: 10 },
        { name: 'Webcam', duration: 2.5 },
        { name: 'Webcam' },
        { name: 'Hologram', duration: 1 },
      ],
    };
    expect(stats.toRecords(call({ interaction }))).toEqual([
      {
        ...key,
        talkRatio: 0.5,
        longestMonologue: null,
        longestCustomerStory: null,
        interactivity: null,
        patience: null,
        otherStats: { constructor: 3 },
        questionsCompanyCount: 4,
        questionsNonCompanyCount: null,
        videoBrowser: null,
        videoPresentation: null,
        videoWebcamPrimaryUser: null,
        videoWebcamNonCompany: null,
        videoWebcam: 12.5,
        otherVideo: { Hologram: 1 },
      },
    ]);
  });
});

test('sentences have who said them, and a call without a transcript has none', () => {
  const stream = new TranscriptSentences();
  const item = stream.toItem(
    call({ parties: [{ speakerId: 's1', userId: 'u', name: 'Ann', affiliation: 'Internal', title: 'CEO' }] }),
  );
  const transcript = [
    {
      speakerId: 's1',
      topic: 'Price',
      sentences: [
        { start: 0, end: 9, text: 'a' },
        { text: 'b', new: 1 },
      ],
    },
    { speakerId: 's2', sentences: [{ text: 'c' }] },
  ];
  const ann = { speakerId: 's1', userId: 'u', speakerName: 'Ann', affiliation: 'Internal', topic: 'Price' };
  const nobody = { speakerId: 's2', userId: null, speakerName: null, affiliation: null, topic: null };
  const common = { ...key, callTitle: 'Renewal' };
  expect(stream.toRecords(item, window, { callId: '7', transcript })).toEqual([
    { ...common, ...ann, monologuePosition: 0, position: 0, start: 0, end: 9, text: 'a' },
    { ...common, ...ann, monologuePosition: 0, position: 1, text: 'b', new: 1 },
    { ...common, ...nobody, monologuePosition: 1, position: 2, text: 'c' },
  ]);
  expect(stream.toRecords(item, window)).toEqual([]);
});

test('answers have the review that they stand in', () => {
  const review = { answeredScorecardId: '1', reviewTime: started, answers: [{ score: 3 }, { score: null }] };
  expect(new ScorecardAnswers().toRecords(review)).toEqual([
    { answeredScorecardId: '1', reviewTime: started, position: 0, score: 3 },
    { answeredScorecardId: '1', reviewTime: started, position: 1, score: null },
  ]);
});
