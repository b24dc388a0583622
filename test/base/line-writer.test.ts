import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineWriter } from '../../src/base/line-writer.ts';

const parts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.integer({ min: 1, max: 9_000 }).map((length) => 'é'.repeat(length)),
);

test('whatever the lines and the batches, all bytes come out in order', async () => {
  const lines = fc.array(fc.tuple(parts, parts, parts), { maxLength: 40 });
  const batches = fc.constantFrom(64, 1_000, 16 * 1024, 64 * 1024);
  const property = fc.asyncProperty(lines, batches, async (written, batchBytes) => {
    const pieces: Buffer[] = [];
    const writer = new LineWriter(
      async (bytes) => {
        // The buffer is filled again behind the writer's back.
        pieces.push(Buffer.from(bytes));
      },
      () => {},
      batchBytes,
    );
    for (const [index, [head, json, end]] of written.entries()) {
      writer.append(head, json, end);
      writer.flushIfFull();
      if (index % 7 === 0) await writer.flush();
    }
    await writer.flush();
    expect(Buffer.concat(pieces).toString()).toBe(written.flat().join(''));
  });
  await fc.assert(property);
});

test('a short line goes out with the next flush, and not before a long one that follows it', async () => {
  const pieces: string[] = [];
  const writer = new LineWriter(
    async (bytes) => {
      pieces.push(Buffer.from(bytes).toString());
    },
    () => {},
  );
  writer.append('', '{}', '\n');
  writer.append('', 'x'.repeat(200_000), '\n');
  await writer.flush();
  expect(pieces.join('')).toBe(`{}\n${'x'.repeat(200_000)}\n`);
  writer.append('', '[]', '\n');
  await writer.flush();
  expect(pieces.at(-1)).toBe('[]\n');
});
