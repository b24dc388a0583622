import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeControls, plainLine, plainText } from '../../src/terminal/plain-text.ts';

/** Texts in which what a terminal obeys is not rare. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001B[31m',
        '\u001B]0;title\u0007',
        '\u001B]8;;https://evil.example\u001B\\',
        '\u009B2J',
        '\u001B',
        '\r',
        '\r\n',
        '\u0085',
        '\u2028',
        '\u202E',
        '\u2066',
        '\t',
        '\u007F',
        '\u0000',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const obeyed = /[^\P{Cc}\n]|[\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

describe('a plain text', () => {
  test('holds nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plainText(text)).not.toMatch(obeyed);
        expect(plainLine(text)).not.toMatch(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]|\s\s|^\s|\s$/u);
      }),
    );
  });

  test.each([
    ['Zoë’s call: 日本語 👩‍💻 (עברית)', 'Zoë’s call: 日本語 👩‍💻 (עברית)'],
    ['\u001B[1;31mred\u001B[0m', 'red'],
    ['\u001B\u0000[31mno longer a colour', '[31mno longer a colour'],
    ['safe\rovertyped\u2028next', 'safe\novertyped\nnext'],
    ['a\u202Etxt.exe', 'atxt.exe'],
  ])('%j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  test('on one line has single blanks', () => {
    expect(plainLine(' one\n two\t\u00A0three ')).toBe('one two three');
  });
});

test('JSON with its controls escaped means the same', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), hostile, (json, text) => {
      const whole = JSON.stringify({ json, text });
      expect(JSON.parse(escapeControls(whole))).toEqual(JSON.parse(whole));
      expect(escapeControls(whole)).not.toMatch(obeyed);
    }),
  );
});
