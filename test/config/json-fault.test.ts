import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFault } from '../../src/config/json-fault.ts';

test.each([
  ['{"a":1,}', 1, 7, 'the comma before a closing bracket is one too many'],
  ['{"a":[1,2 , ]}', 1, 11, 'the comma before a closing bracket is one too many'],
  ['{"a":1\n "b":2}', 2, 2, 'a comma is missing, or a text is not in quotes'],
  ['{"a" 1}', 1, 6, 'a colon is missing after a key'],
  ['{a:1}', 1, 2, 'a key in double quotes is expected'],
  ["{'a':1}", 1, 2, 'JSON has double quotes only'],
  ['{"a":1} // more', 1, 9, 'more follows after the end of the JSON value'],
  ['{"a":1, // more\n"b":2}', 1, 9, 'JSON has no comments'],
  ['{"a":True}', 1, 6, 'a value is expected'],
  ['{"a":01}', 1, 6, 'a value is expected'],
  ['{"a":"b', 1, 6, 'the quotes that open here are not closed'],
  ['{"a":"b\nc"}', 1, 8, 'a line break, a tab or the like stands inside of quotes'],
  ['{"a":"C:\\data"}', 1, 9, 'a backslash inside of quotes must be doubled'],
  ['{"a":[1}', 1, 8, 'a closing bracket stands in the wrong place'],
  ['{,}', 1, 2, 'a key in double quotes is expected'],
  ['{"a":1', 1, 7, 'the text ends too early'],
  ['', 1, 1, 'the text ends too early'],
])('%j: line %i, column %i: %s', (text, line, column, reason) => {
  expect(findJsonFault(text)).toEqual({ line, column, reason });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a text has a fault exactly if it is not JSON', () => {
  const edit = fc.record({
    place: fc.nat(),
    removed: fc.nat(2),
    added: fc.constantFrom(
      '',
      '',
      '"',
      ',',
      '{',
      '}',
      '[',
      ']',
      ':',
      '\\',
      '\n',
      '0',
      '-',
      '.',
      'e',
      't',
      "'",
    ),
  });
  const edited = fc
    .tuple(fc.json(), fc.array(edit, { maxLength: 3 }))
    .map(([json, edits]) =>
      edits.reduce(
        (text, { place, removed, added }) =>
          text.slice(0, place % (text.length + 1)) +
          added +
          text.slice((place % (text.length + 1)) + removed),
        json,
      ),
    );
  fc.assert(
    fc.property(fc.oneof(edited, fc.string()), (text) => {
      expect(findJsonFault(text) === undefined).toBe(isJson(text));
    }),
    { numRuns: 3_000 },
  );
});

test('a text of any depth and length is searched', () => {
  expect(findJsonFault('['.repeat(1_000_000))).toMatchObject({ column: 1_000_001 });
  expect(findJsonFault(`["${'x'.repeat(5_000_000)}"`)).toMatchObject({ column: 5_000_004 });
});
