import { expect, test } from 'vitest';
import {
  escapeBlock,
  escapeHeading,
  escapeInline,
  linesOf,
  oneLine,
} from '../../../src/streams/documents/markdown.ts';

test.each([
  'It costs 5 - 10 % more, e.g. $20. (Really!) That is 2 * 3 = 6 #1.',
  'snake_case, [laughs], Acme <> Us, 1 < 2 > 0, R&D & AT&T, ~50, C:\\Data, a_b_c, 3. of May',
  'https://example.com/a-b?c=d',
])('%s stays as it is within a line', (line) => {
  expect(escapeInline(line)).toBe(line);
});

test.each([
  ['*so* **so**', String.raw`\*so\* \*\*so\*\*`],
  ['_so_ __so__', String.raw`\_so\_ \_\_so\_\_`],
  ['~~no~~ ~no~', String.raw`\~\~no\~\~ ~no\~`],
  ['`code`', '\\`code\\`'],
  ['[a](b) ![a](b) [a][b] [a]: b', String.raw`[a\](b) ![a\](b) [a\][b] [a\]: b`],
  ['[[page]]', String.raw`\[[page]]`],
  ['[^1] [^1]: a', String.raw`\[^1] \[^1\]: a`],
  ['<b>x</b> <!-- --> <https://a.b>', String.raw`\<b>x\</b> \<!-- --> \<https://a.b>`],
  ['<3@b.c> <.@b> <3', String.raw`\<3@b.c> \<.@b> <3`],
  ['&amp; &#39; &x', String.raw`\&amp; \&#39; &x`],
  ['a\\*b \\', String.raw`a\\\*b ` + '\\\\'],
])('%s is no markup within a line', (line, escaped) => {
  expect(escapeInline(line)).toBe(escaped);
});

test.each([
  ['# a', String.raw`\# a`],
  ['######', String.raw`\######`],
  ['#1 of all', '#1 of all'],
  ['> a', String.raw`\> a`],
  ['- a', String.raw`\- a`],
  ['-5 %', '-5 %'],
  ['+', String.raw`\+`],
  ['* a', String.raw`\* a`],
  ['---', String.raw`\---`],
  ['--', String.raw`\--`],
  ['- -', String.raw`\- -`],
  ['_ _ _', String.raw`\_ _ _`],
  ['1. a', String.raw`1\. a`],
  ['12) a', String.raw`12\) a`],
  ['2026. a', String.raw`2026\. a`],
  ['1.5 a', '1.5 a'],
  ['[x] done', String.raw`\[x] done`],
])('%s begins no block', (line, escaped) => {
  expect(escapeBlock(line)).toBe(escaped);
});

test('the signs at the end of a heading are shown', () => {
  expect(['C #', 'C#', '##', 'a ## b'].map(escapeHeading)).toEqual([
    String.raw`C \#`,
    'C#',
    String.raw`\##`,
    'a ## b',
  ]);
});

test('controls and ends of lines are blanks, and empty lines are left out', () => {
  expect(oneLine(' a\t\u0000b\u00a0\u2028 c\u007f')).toBe('a b c');
  expect(oneLine('\ud83d👋')).toBe('\ufffd👋');
  expect(linesOf('a\r\n \n\tb\u2028c\u0000\n')).toEqual(['a', 'b', 'c']);
});
