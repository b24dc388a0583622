import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { documentOf } from './sample-call.ts';

function frontMatterOf(document: string): unknown {
  return parse(document.split(/^---$/m)[1] ?? '');
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
