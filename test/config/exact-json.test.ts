import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactJson } from '../../src/config/exact-json.ts';

test.each(['12345678901234567890', '1e400', '1.10', '-0', '1E2', '0.1', '7', '-1.5e-7', '9007199254740993'])(
  '%s comes out as it went in',
  (number) => {
    const { parse, format } = exactJson();
    const text = `{\n  "a": ${number},\n  "b ${number}": [\n    ": ${number},",\n    "\\"${number}",\n    ${number}\n  ]\n}\n`;
    expect(format(parse(text))).toBe(text);
  },
);

test('what JavaScript holds is a number', () => {
  expect(exactJson().parse('{"a":[1,2.5,-3]}')).toEqual({ a: [1, 2.5, -3] });
});

test.each([
  '',
  '{',
  '01',
  '[1.2.3]',
  '1.',
  '-',
  '.5',
  '1 2',
  '1.10 2.20',
  '{"a":1.10,}',
  '"open 1.10',
  'tru1.10',
])('%j is no JSON', (text) => {
  expect(() => exactJson().parse(text)).toThrow(SyntaxError);
});

test.each([
  ['letters', 'x'],
  ['digits', '1'],
  ['quotes', '\\"'],
])('a string of ten megabytes of %s stays what it is', (_name, one) => {
  const { parse, format } = exactJson();
  const text = `{\n  "a": "${one.repeat(10_000_000 / one.length)}",\n  "b": 1.10\n}\n`;
  expect(format(parse(text)) === text).toBe(true);
});

test('all JSON stays what it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { parse, format } = exactJson();
      const text = `${JSON.stringify(value, undefined, 2)}\n`;
      expect(format(parse(text))).toBe(text);
    }),
  );
});
