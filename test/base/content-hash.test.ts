import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ContentHash } from '../../src/base/content-hash.ts';
import { isJsonObject } from '../../src/base/json-object.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 1_000);

const contentHash = new ContentHash();

function halves(value: unknown): string {
  return contentHash.of(value).join(' ');
}

/** One text for all that counts as the same: fields in order, without those that are null. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isJsonObject(value)) return Object.is(value, -0) ? 0 : value;
  const fields = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  const sorted = fields.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { fields: sorted.map(([name, each]) => [name, canonical(each)]) };
}

function textOf(value: unknown): string {
  return JSON.stringify(canonical(value));
}

test('two values have one hash if, and only if, they say the same', () => {
  // Few names, texts and numbers, so that many values differ in one place alone.
  const leaf = fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -0,
    1,
    -1,
    2 ** 31,
    0.5,
    1e300,
    '',
    '0',
    'a',
    'b',
    'ab',
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'ab', ''), tie('value'), { maxKeys: 3 }),
    ),
  }));

  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(halves(one) === halves(other)).toBe(textOf(one) === textOf(other));
    }),
    { numRuns: RUNS },
  );
});

test.each([
  ['numbers that follow each other', (index: number): unknown => ({ start: index })],
  ['pairs of numbers', (index: number): unknown => [index >> 7, index & 127]],
  ['the same under many names', (index: number): unknown => ({ [`field${index}`]: 1 })],
  ['texts of one form', (index: number): unknown => ({ text: `call ${index}` })],
  ['objects in objects', (index: number): unknown => ({ a: { b: index & 127, c: { d: index >> 7 } } })],
  ['fields that change places', (index: number): unknown => ({ a: index >> 7, b: index & 127 })],
])('%s share no half', (_what, valueOf) => {
  const hashes = Array.from({ length: 16_384 }, (_, index) => contentHash.of(valueOf(index)));
  // Of so many random halves, two share one in 32 runs: more than a few would be no chance.
  for (const half of [0, 1] as const) {
    expect(new Set(hashes.map((each) => each[half])).size).toBeGreaterThan(16_384 - 3);
  }
});
