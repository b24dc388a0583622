import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { documentDraft, documentRecord } from '../../../src/streams/documents/call-document.ts';
import { oneLine } from '../../../src/streams/documents/markdown.ts';
import { documentOf, sampleCall, sampleTranscript, spokenIn } from './sample-call.ts';

test('a call for reading', () => {
  expect(documentOf(sampleCall, sampleTranscript)).toBe(`\
---
call_id: "7782342274025937895"
url: "https://app.gong.io/call?id=7782342274025937895"
title: "Acme: renewal & \\"next year\\""
started: "2026-11-25T09:00:00.428+01:00"
duration: "42 min 20 s"
duration_seconds: 2540
direction: "Conference"
language: "eng"
workspace_id: "115773433824542720"
host: "Ann Lee"
people:
  - name: "Ann Lee"
    title: "Account Executive"
    affiliation: "Internal"
  - name: "Bob Ray"
    title: "CTO"
    company: "Acme Inc"
    affiliation: "External"
    crm_objects:
      - system: "Salesforce"
        type: "Contact"
        id: "003A"
  - email: "cy@acme.example"
    company: "acme.example"
    affiliation: "External"
    attended: false
  - speaker: "Speaker 1"
    title: "Lawyer"
    affiliation: "Unknown"
crm_objects:
  - system: "Salesforce"
    type: "Opportunity"
    id: "006A"
    name: "Acme renewal"
  - system: "Salesforce"
    type: "Account"
    id: "001A"
    name: "Acme"
---

# Acme: renewal & "next year"

## Brief

Acme wants to go on.

1\\. The price stays.

## Key points

- The price is the question.

## Next steps

- \\- Ann sends the offer by Friday. (01:30)

## Outline

- 00:03 Welcome
- 01:02 Price
  - 01:20 Bob asks for less.

## Transcript

**Ann Lee** (Internal, 00:00): Hello?

### Welcome (00:03)

**Ann Lee** (Internal, 00:03): There you are! Welcome. Is it raining?

### Price (01:02)

**Bob Ray** (External, 01:02): It is. What does it cost?

**Speaker 2** (1:02:03): # 1 question

**Speaker 1** (1:02:10): No.
`);
});

test('a call of which nothing is known says so', () => {
  const missing = `\
---
people: []
crm_objects: []
---

# A call without a title

Gong has no participants of this call, or not yet.

## Brief

Gong has no brief of this call, or not yet.

## Outline

Gong has no outline of this call, or not yet.

## Transcript

Gong has no transcript of this call, or not yet.
`;
  const bad = { metaData: 'x', parties: [null, {}], content: { brief: 1n, outline: {} }, context: [[]] };
  for (const call of [{}, bad]) {
    expect(documentRecord(documentDraft(call), undefined)).toEqual({
      callId: null,
      started: null,
      title: null,
      url: null,
      hasTranscript: false,
      hasBrief: false,
      markdown: missing,
    });
  }
  const nulls = { transcript: [null, { sentences: null }, { sentences: [{ text: ' ', start: 'x' }] }] };
  for (const transcript of [{}, { transcript: null }, nulls])
    expect(spokenIn(documentOf({}, transcript))).toBe('The transcript has no words.');
});

test('the record says what is in the document, with the title and the start as Gong has them', () => {
  expect(documentRecord(documentDraft(sampleCall), sampleTranscript)).toEqual({
    callId: '7782342274025937895',
    started: '2026-11-25T09:00:00.428+01:00',
    title: 'Acme: renewal & "next year"',
    url: 'https://app.gong.io/call?id=7782342274025937895',
    hasTranscript: true,
    hasBrief: true,
    markdown: documentOf(sampleCall, sampleTranscript),
  });
  expect(documentDraft({ metaData: { id: 5, isPrivate: true } })).toMatchObject({
    callId: '5',
    isPrivate: true,
  });
});

test('what changes at each request, or the order of keys, makes no other document', () => {
  const other = {
    ...Object.fromEntries(Object.entries(sampleCall).toReversed()),
    media: { audioUrl: 'https://media.example/?signature=2' },
  };
  expect(documentOf(other, sampleTranscript)).toBe(documentOf(sampleCall, sampleTranscript));
});

test.each([
  '---\nx: y',
  '"\\',
  "'",
  'a\u0085\u2028\u0000\u007fb\ufffe',
  '👋 שלום',
  '- a: b',
  '#',
  '~',
  'null',
  '1',
])('a front matter takes %j', (text) => {
  const [, yaml = ''] = documentOf({ metaData: { title: text }, parties: [{ name: text }] }).split(/^---$/m);
  const line = oneLine(text);
  expect(parse(yaml)).toEqual({ title: line, people: [{ name: line }], crm_objects: [] });
});

test('half of a pair becomes the sign for what cannot be read', () => {
  const document = documentOf({ metaData: { title: 'half \ud83d of a pair' } });
  expect(document).toContain('title: "half \ufffd of a pair"');
});
