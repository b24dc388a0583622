import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeWithoutRepeats } from '../../src/directory/repeats.ts';
import { newDirectory } from '../../test-kit/directory-files.ts';

const never = new AbortController().signal;
const folder = newDirectory();

interface Line {
  readonly id: string | number | null;
  readonly text: string;
}

const line: fc.Arbitrary<Line> = fc.record({
  id: fc.oneof(fc.constantFrom('1', '2', '3', '4', 5, null), fc.string({ maxLength: 3 })),
  // Some are longer than what a file is read by.
  text: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('ü'.repeat(70_000))),
});

function textOf({ id, text }: Line, place: number): string {
  return `${JSON.stringify({ id, text, _emitted_at: new Date(place).toISOString() })}\n`;
}

/** A record without a key is the same if all of it is the same. */
function keyOf({ id, text }: Line): string {
  return id === null ? `no id, ${text}` : `id ${id}`;
}

test('of each key the last line is left, in the order of the file', async () => {
  const lines = fc.array(line, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(lines, fc.boolean(), fc.nat(12), async (all, isCompressed, cut) => {
      const texts = all.map(textOf);
      const path = join(folder, isCompressed ? 'file.jsonl.gz' : 'file.jsonl');
      // In two gzip members, as states cut them.
      const pieces = [texts.slice(0, cut).join(''), texts.slice(cut).join('')];
      writeFileSync(
        path,
        isCompressed ? Buffer.concat(pieces.map((piece) => gzipSync(piece))) : pieces.join(''),
      );
      const keys = all.map(keyOf);
      const left = texts.filter((_text, index) => keys.lastIndexOf(keys[index] ?? '') === index);
      const extent = await writeWithoutRepeats(path, ['id'], never);
      const bytes = extent === undefined ? readFileSync(path) : readFileSync(`${path}.part`);
      expect(String(isCompressed ? gunzipSync(bytes) : bytes)).toBe(left.join(''));
      const written = { bytes: bytes.length, lines: left.length };
      expect(extent).toEqual(left.length === texts.length ? undefined : written);
    }),
    { numRuns: 30 },
  );
});

test('that a record is deleted is kept, since an earlier sync may have written it', async () => {
  const path = join(folder, 'deleted.jsonl');
  const lines = [
    { id: '1', title: 'A', _emitted_at: 'x' },
    { id: '2', _ab_cdc_deleted_at: '2026-11-25T22:00:00Z', _emitted_at: 'x' },
    { id: '1', _ab_cdc_deleted_at: '2026-11-25T22:00:00Z', _emitted_at: 'x' },
  ].map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(path, lines.join(''));
  await writeWithoutRepeats(path, ['id'], never);
  expect(readFileSync(`${path}.part`, 'utf8')).toBe(lines.slice(1).join(''));
});

test('a line that is no record is told, and nothing is written', async () => {
  const path = join(folder, 'changed.jsonl');
  writeFileSync(path, '{"id":"1","_emitted_at":"x"}\n{"id":"1","_emi\n');
  await expect(writeWithoutRepeats(path, ['id'], never)).rejects.toThrow(/^Line 2 of .*changed\.jsonl/);
  expect(existsSync(`${path}.part`)).toBe(false);
});

test('it ends when the sync does', async () => {
  const path = join(folder, 'large.jsonl');
  writeFileSync(path, '{"id":"1","_emitted_at":"x"}\n'.repeat(10));
  await expect(writeWithoutRepeats(path, ['id'], AbortSignal.abort())).rejects.toThrow('aborted');
});

test('of a key of several fields all have to be the same', async () => {
  const path = join(folder, 'several.jsonl');
  const lines = [
    { a: '1', b: '23', _emitted_at: 'x' },
    { a: '12', b: '3', _emitted_at: 'x' },
    { a: '1', b: '23', c: 'later', _emitted_at: 'x' },
  ].map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(path, lines.join(''));
  await writeWithoutRepeats(path, ['a', 'b'], never);
  expect(readFileSync(`${path}.part`, 'utf8')).toBe(lines.slice(1).join(''));
});
