import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unite } from '../src/compression.ts';
import { awkwardTexts, topics } from '../src/words.ts';

const unpack = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes: Buffer) => bytes };
const words = fc.array(fc.constantFrom(...awkwardTexts, ...topics, 'time', 'the ', ' of the '), {
  minLength: 200,
  maxLength: 3000,
});
const heads = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 900 }), fc.constant('h'.repeat(70_000)));

test.each(['br', 'gzip', 'identity'] as const)(
  'any text can be put before one packed as %s',
  async (encoding) => {
    const property = fc.asyncProperty(words, heads, heads, async (parts, first, second) => {
      const text = parts.join('');
      const packed = await pack(text, encoding);
      expect(packed.encoding).toBe(encoding);
      for (const head of [first, second]) {
        const whole = unpack[encoding](Buffer.concat(unite(head, packed)));
        expect(whole.toString() === `${head}${text}`).toBe(true);
      }
    });
    await fc.assert(property, { numRuns: 40 });
  },
);

test('a large page survives its packing', async () => {
  const text = Array.from(
    { length: 60_000 },
    (_, index) => `{"id":"${index * 7919}","title":"the people"}`,
  ).join();
  for (const encoding of ['br', 'gzip'] as const) {
    const whole = unpack[encoding](Buffer.concat(unite('{"head":1}', await pack(text, encoding))));
    expect(whole.toString() === `{"head":1}${text}`).toBe(true);
  }
});

test('a short text is not compressed', async () => {
  const packed = await pack('short', 'br');
  expect(packed.encoding).toBe('identity');
  expect(Buffer.concat(unite('very ', packed)).toString()).toBe('very short');
});
