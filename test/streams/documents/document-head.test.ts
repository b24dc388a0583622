import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../../src/base/json-object.ts';
import { CallDocuments } from '../../../src/streams/call-documents.ts';
import { NO_FILTERS, type CallBlock } from '../../../src/streams/call-filters.ts';
import { createCallLists } from '../../../src/streams/call-lists.ts';
import { documentOf, sampleCall } from './sample-call.ts';

function frontMatterOf(document: string): unknown {
  return parse(document.split(/^---$/m)[1] ?? '');
}

/** The document of the sample, read without these blocks. */
function without(...excluded: CallBlock[]): string {
  const call: JsonObject = { ...sampleCall };
  for (const block of excluded) delete call[block];
  const stream = new CallDocuments(createCallLists({ ...NO_FILTERS, excludeContent: excluded }));
  return String(stream.toRecords(stream.toItem(call), { from: 0, to: 1 })[0]?.['markdown']);
}

test('people of one name are told apart, the host among them', () => {
  const ann = { name: 'Ann Lee', affiliation: 'Internal' };
  const call = {
    metaData: { primaryUserId: '3' },
    parties: [
      { ...ann, userId: '1', emailAddress: 'ann1@us.example' },
      { ...ann, userId: '2', emailAddress: 'ann2@us.example', speakerId: '12' },
      { ...ann, userId: '3', emailAddress: 'ann3@us.example', speakerId: '13' },
      { name: 'Bob Ray', emailAddress: 'bob@acme.example', speakerId: '14' },
    ],
  };
  expect(frontMatterOf(documentOf(call))).toMatchObject({
    host: 'Ann Lee (2)',
    people: [
      { ...ann, email: 'ann1@us.example' },
      { ...ann, email: 'ann2@us.example', speaker: 'Ann Lee' },
      { ...ann, email: 'ann3@us.example', speaker: 'Ann Lee (2)' },
      { name: 'Bob Ray', company: 'acme.example' },
    ],
  });
});

test('what for, how it ended, and whether all are of the company', () => {
  const call = {
    metaData: { scope: 'Internal', purpose: 'Forecast: "Q3"' },
    content: { callOutcome: { id: 'X', name: 'Not interested' } },
  };
  expect(frontMatterOf(documentOf(call))).toEqual({
    scope: 'Internal',
    purpose: 'Forecast: "Q3"',
    outcome: 'Not interested',
    people: [],
    crm_objects: [],
  });
  expect(documentOf({ metaData: { scope: 'Unknown' } })).not.toContain('scope');
});

test('key points come from the highlights where they are there alone, with the times at which they were made', () => {
  const highlights = [
    {
      title: 'Key points',
      items: [{ text: 'Too dear.', startTimes: [754.9, 62.5, null, 62.9] }, { text: '# Late' }],
    },
    { title: 'Next steps', items: [{ text: 'An offer.', startTimes: [3_723] }] },
  ];
  const document = documentOf({ content: { keyPoints: [], highlights } });
  expect(document).toContain('## Key points\n\n- Too dear. (01:02, 12:34)\n- \\# Late\n\n');
  expect(document).toContain('## Next steps\n\n- An offer. (1:02:03)\n\n');
  const both = documentOf({ content: { keyPoints: [{ text: 'Too slow.' }], highlights } });
  expect(both).toContain('## Key points\n\n- Too slow.\n\n## Next steps');
});

test('of what was not asked for it is not said that Gong has none', () => {
  const content = without('content');
  expect(content).toContain(
    '## Brief\n\nWithout the brief: exclude_content leaves out the block "content".\n',
  );
  expect(content).toContain(
    '## Outline\n\nWithout the outline: exclude_content leaves out the block "content".\n',
  );
  expect(without('parties')).toContain(
    'Without the participants: exclude_content leaves out the block "parties".\n\n## Brief',
  );
  expect(frontMatterOf(without('parties'))).not.toHaveProperty('people');
  expect(frontMatterOf(without('context'))).not.toHaveProperty('crm_objects');
  expect(frontMatterOf(without('interaction'))).toHaveProperty('crm_objects');
});
