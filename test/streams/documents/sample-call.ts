import type { JsonObject } from '../../../src/base/json-object.ts';
import { documentDraft, documentRecord } from '../../../src/streams/documents/call-document.ts';

/** The document of a call of Gong's. */
export function documentOf(call: JsonObject, transcript?: JsonObject): string {
  return String(documentRecord(documentDraft(call), transcript)['markdown']);
}

/** What stands below the heading of the transcript. */
export function spokenIn(document: string): string {
  return document.slice(document.lastIndexOf('## Transcript\n') + '## Transcript\n'.length).trim();
}

export const sampleCall = {
  metaData: {
    id: '7782342274025937895',
    url: 'https://app.gong.io/call?id=7782342274025937895',
    title: 'Acme: renewal & "next year"',
    started: '2026-11-25T09:00:00.428+01:00',
    duration: 2_540,
    direction: 'Conference',
    workspaceId: '115773433824542720',
    primaryUserId: '900',
    language: 'eng',
  },
  context: [
    {
      system: 'Salesforce',
      objects: [
        {
          objectType: 'Opportunity',
          objectId: '006A',
          timing: 'Now',
          fields: [{ name: 'Name', value: 'Acme, won' }],
        },
        {
          objectType: 'Opportunity',
          objectId: '006A',
          timing: 'TimeOfCall',
          fields: [
            { name: 'Amount', value: 5 },
            { name: 'Name', value: 'Acme renewal' },
          ],
        },
        { objectType: 'Account', objectId: '001A', timing: 'Now', fields: [{ name: 'Name', value: 'Acme' }] },
      ],
    },
  ],
  parties: [
    {
      id: '1',
      name: 'Ann Lee',
      title: 'Account Executive',
      emailAddress: 'ann@us.example',
      userId: '900',
      speakerId: '11',
      affiliation: 'Internal',
      methods: ['Invitee', 'Attendee'],
      context: [{ system: 'Salesforce', objects: [{ objectType: 'User', objectId: '005A' }] }],
    },
    {
      id: '2',
      name: 'Bob Ray',
      title: 'CTO',
      speakerId: '12',
      affiliation: 'External',
      methods: ['Attendee'],
      context: [
        {
          system: 'Salesforce',
          objects: [
            {
              objectType: 'Contact',
              objectId: '003A',
              timing: 'TimeOfCall',
              fields: [{ name: 'Account.Name', value: 'Acme Inc' }],
            },
          ],
        },
      ],
    },
    { id: '3', emailAddress: 'cy@acme.example', affiliation: 'External', methods: ['Invitee'] },
    { id: '4', title: 'Lawyer', speakerId: '14', affiliation: 'Unknown', methods: ['Attendee'] },
  ],
  content: {
    brief: 'Acme wants to go on.\r\n\n1. The price stays.\n',
    outline: [
      { section: 'Price', startTime: 62.5, items: [{ text: 'Bob asks for less.', startTime: 80 }] },
      { section: 'Welcome', startTime: 3 },
    ],
    keyPoints: [{ text: 'The price is the question.' }, { text: ' ' }],
    highlights: [
      { title: 'Key points', items: [{ text: 'Not this.' }] },
      { title: 'Next steps', items: [{ text: '- Ann sends the offer by Friday.', startTimes: [90] }] },
    ],
  },
  media: { audioUrl: 'https://media.example/?signature=1' },
};

export const sampleTranscript = {
  callId: '7782342274025937895',
  transcript: [
    { speakerId: '11', topic: null, sentences: [{ start: 900, end: 1_200, text: 'Hello?' }] },
    {
      speakerId: '11',
      sentences: [
        { start: 5_000, text: 'Welcome.' },
        { start: 3_000, text: 'There you are!' },
      ],
    },
    { speakerId: '11', sentences: [{ start: 8_000, text: 'Is it raining?' }] },
    { speakerId: '12', sentences: [{ start: 62_500, text: 'It is. What does it\ncost?' }] },
    { speakerId: '99', sentences: [{ start: 3_723_000, text: '# 1 question' }] },
    { speakerId: '14', sentences: [{ start: 3_730_000, text: 'No.' }] },
  ],
};
