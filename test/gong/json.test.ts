import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../src/gong/json.ts';

const LONG = '12345678901234567890';

test.each([
  ['17 digits', '{"id":77823422740259378}', { id: '77823422740259378' }],
  ['18 digits', '{"id" : 778234227402593789}', { id: '778234227402593789' }],
  ['19 digits', '{"a":1,\n  "id": 7782342274025937895}', { a: 1, id: '7782342274025937895' }],
  ['20 digits', `{"id":${LONG},"b":2}`, { id: LONG, b: 2 }],
  ['in a list', `[ ${LONG}, 1, ${LONG} ]`, [LONG, 1, LONG]],
  ['deep inside', `{"a":[{"b":{"c":[[${LONG}]]}}]}`, { a: [{ b: { c: [[LONG]] } }] }],
  ['negative', `{"id":-${LONG}}`, { id: `-${LONG}` }],
  ['just beyond 2^53', '{"id":9007199254740992}', { id: '9007199254740992' }],
  ['just beyond -2^53', '{"id":-9007199254740992}', { id: '-9007199254740992' }],
])('an id of %s comes out as a string with every digit', (_name, text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test.each([
  ['the largest safe integer', '{"id":9007199254740991}'],
  ['the smallest safe integer', '{"id":-9007199254740991}'],
  ['16 digits that are safe', '[1234567890123456]'],
  ['a fraction', `{"id":"x","a":1234567890.125}`],
  ['an exponent', '[1e21,1.5E-7,12345678901234567890e2,12345678901234567890E+2]'],
  ['a long integer part', '[12345678901234567890.5]'],
])('%s stays a number', (_name, text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

const tooLarge = [
  '1e400',
  '-1E+400',
  '1.5e309',
  '0.1e0310',
  '2e999999',
  `${LONG}e300`,
  `${'9'.repeat(310)}.5`,
];

test.each(tooLarge)(
  'C14: %s, which no number can hold, comes out as a string, wherever it stands',
  (number) => {
    expect(parseJson(`{"a":${number},"b":[ ${number},{"c":${number} }, 1e300]}`)).toEqual({
      a: number,
      b: [number, { c: number }, 1e300],
    });
    const text = `: ${number},`;
    expect(parseJson(`{"text":${JSON.stringify(text)},"a":${number}}`)).toEqual({ text, a: number });
  },
);

test.each(['1e308', '1e-400', '-1.7976931348623157E+308', '1e0300', '0e999'])(
  '%s stays a number',
  (number) => {
    expect(parseJson(`[${number},{"a":${number}}]`)).toEqual(JSON.parse(`[${number},{"a":${number}}]`));
  },
);

test.each([
  '0.30000000000000004',
  '-12.12345678901234567',
  '0.00012345678901234567',
  '1.12345678901234567e-5',
])('the fraction %s stays a number beside a long id', (fraction) => {
  expect(parseJson(`{"value":${fraction},"id":${LONG}}`)).toEqual({ value: Number(fraction), id: LONG });
});

test.each([
  LONG,
  `: ${LONG},`,
  `[${LONG}]`,
  `"id": ${LONG}`,
  `\\": ${LONG}`,
  `\\\\", ${LONG}`,
  `ends with a backslash: ${LONG}\\`,
  `line\nbreak: ${LONG}`,
])('digits inside the string %j are left alone', (text) => {
  const source = `{"text":${JSON.stringify(text)},${JSON.stringify(text)}:${LONG}}`;
  expect(parseJson(source)).toEqual({ text, [text]: LONG });
});

test.each(['', '{', '{"a":1', `{"id":${LONG}`, `{"id":${LONG},"text":"cut o`, '<html></html>', `[${LONG},]`])(
  '%j is no JSON',
  (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  },
);

/** A JSON text, and what it has to be parsed to. */
interface Sample {
  readonly text: string;
  readonly value: unknown;
}

const space = fc.constantFrom('', ' ', '\n  ', '\t');
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(`: ${LONG},`, '\\', '"', `",${LONG}`));
/** V8 13.6 (Node.js 24) takes an escaped key of one character for another one that it has met in the same place. */
const fieldName = text.filter((name) => !/["\\\p{Cc}\u2028\u2029]/u.test(name));
/** JavaScript writes some of them as long integers, which are ids to us. */
const fraction = fc
  .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ noNaN: true, min: -1, max: 1 }))
  .filter((value) => !/^-?\d+$/.test(String(value)));
const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 4 },
    fc
      .oneof(fc.constantFrom(null, true, false), fraction, text)
      .map((value) => ({ text: JSON.stringify(value), value: JSON.parse(JSON.stringify(value)) as unknown })),
    fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map((value) => ({
      text: String(value),
      value: Number.isSafeInteger(Number(value)) ? Number(value) : String(value),
    })),
    fc.tuple(space, fc.array(tie('sample'), { maxLength: 4 })).map(([gap, items]) => ({
      text: `[${gap}${items.map((item) => item.text).join(`${gap},${gap}`)}${gap}]`,
      value: items.map((item) => item.value),
    })),
    fc.tuple(space, fc.dictionary(fieldName, tie('sample'), { maxKeys: 4 })).map(([gap, fields]) => ({
      text: `{${Object.entries(fields)
        .map(([key, field]) => gap + JSON.stringify(key) + gap + ':' + gap + field.text)
        .join(',')}}`,
      value: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.value])),
    })),
  ),
}));

test('every digit of every integer survives, and everything else is as JSON.parse has it', () => {
  fc.assert(
    fc.property(sample, (one) => {
      expect(parseJson(`[${one.text}]`)).toEqual([one.value]);
      expect(parseJson(`[${LONG},${one.text}]`)).toEqual([LONG, one.value]);
    }),
    { numRuns: 500 },
  );
});
