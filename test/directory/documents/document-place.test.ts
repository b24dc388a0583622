import { expect, test } from 'vitest';
import { documentPlace, idInName } from '../../../src/directory/documents/document-place.ts';

const place = (callId: string, started: unknown, title: unknown): string => {
  const { folder, name } = documentPlace({ callId, started, title });
  return `${folder}/${name}`;
};
const START = '2026-11-25T09:00:00Z';

test.each([
  ['1', START, 'Acme: Renewal & “next” year', '2026/11/2026-11-25-acme-renewal-next-year-1.md'],
  // The day is that of UTC.
  ['1', '2026-12-01T01:00:00.5+02:00', 'A', '2026/11/2026-11-30-a-1.md'],
  ['1', START, 'Zürich 東京 ٣ हिन्दी İ', '2026/11/2026-11-25-zürich-東京-٣-हिन्दी-i̇-1.md'],
  ['1', START, 'Cafe\u0301', '2026/11/2026-11-25-café-1.md'],
  ['1', START, '../..\\ ❤️ : * ?', '2026/11/2026-11-25-1.md'],
  ['1', START, null, '2026/11/2026-11-25-1.md'],
  ['1', 'then', 'CON', 'undated/undated-con-1.md'],
  ['1', undefined, undefined, 'undated/undated-1.md'],
  ['1', START, 'word '.repeat(20), `2026/11/2026-11-25-${'word-'.repeat(12).slice(0, -1)}-1.md`],
  ['1', START, 'x'.repeat(80), `2026/11/2026-11-25-${'x'.repeat(60)}-1.md`],
])('the call %s of %s, %s', (callId, started, title, path) => {
  expect(place(callId, started, title)).toBe(path);
});

test.each(['../1', 'A', 'a-b', 'x'.repeat(41), 'ü'])('the id %s becomes one that is safe', (callId) => {
  const { id, name } = documentPlace({ callId, started: START, title: 'A' });
  expect(name).toMatch(/^2026-11-25-a-[0-9a-f]{40}\.md$/);
  expect(idInName(name)).toBe(id);
  expect(documentPlace({ callId: `${callId}.`, started: START, title: 'A' }).id).not.toBe(id);
});

test('a name fits into what file systems take, with the ending of what is not whole', () => {
  for (const letter of ['x', 'ß', '東', '𞤀', '𐐷'])
    expect(
      Buffer.byteLength(documentPlace({ callId: 'é', started: START, title: letter.repeat(99) }).name),
    ).toBeLessThanOrEqual(255 - 5);
});

test('the id stands at the end of the name', () => {
  const names = [
    '2026-11-25-a-12-345.md',
    '2026-11-25-345.md',
    'undated-345.md',
    'notes-345.md',
    '2026-11-25-345.txt',
  ];
  expect(names.map(idInName)).toEqual(['345', '345', '345', undefined, undefined]);
});
