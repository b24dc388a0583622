import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendRecord } from '../../src/directory/record-line.ts';
import { LineWriter } from '../../src/base/line-writer.ts';

const EMITTED_AT = '2026-11-25T22:00:04.123Z';

/** Whole lines, and the record in them. */
async function lineOf(record: object): Promise<string> {
  const pieces: Buffer[] = [];
  const lines = new LineWriter(
    (bytes) => {
      pieces.push(Buffer.from(bytes));
      return Promise.resolve();
    },
    () => {},
  );
  appendRecord(lines, record, EMITTED_AT);
  await lines.flush();
  return Buffer.concat(pieces).toString();
}

test.each([
  [{ id: '1' }, `{"id":"1","_emitted_at":"${EMITTED_AT}"}\n`],
  [{}, `{"_emitted_at":"${EMITTED_AT}"}\n`],
  [{ title: 'cut \ud83d' }, `{"title":"cut \\ufffd","_emitted_at":"${EMITTED_AT}"}\n`],
  [{ title: '\\ud83d' }, `{"title":"\\\\ud83d","_emitted_at":"${EMITTED_AT}"}\n`],
  [{ title: '\\\ude00🚀' }, `{"title":"\\\\\\ufffd🚀","_emitted_at":"${EMITTED_AT}"}\n`],
])('%j is one line with the time behind it', async (record, line) => {
  expect(await lineOf(record)).toBe(line);
});

test('a text comes out as it was, but for halves of surrogate pairs', async () => {
  const parts = fc.array(
    fc.constantFrom('\\', '\\\\', '\ud83d', '\ude00', '🚀', 'ud83d', '"', '\u2028', 'a'),
  );
  const property = fc.asyncProperty(parts, async (texts) => {
    const title = texts.join('');
    const line: unknown = JSON.parse(await lineOf({ title }));
    expect(line).toEqual({ title: Buffer.from(title).toString(), _emitted_at: EMITTED_AT });
  });
  await fc.assert(property);
});
