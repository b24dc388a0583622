import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapText } from '../../src/terminal/wrap.ts';

test('a line stays behind the blanks that it begins with', () => {
  expect(wrapText('one\n  two three four\n', 11)).toBe('one\n  two three\n  four\n');
  expect(wrapText('  two three four', 13, '  ')).toBe('    two three\n    four');
});

test('no word that fits into a line is broken', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(words, fc.integer({ min: 22, max: 80 }), (text, columns) => {
      const wrapped = wrapText(text.join(' '), columns, '  ');
      expect(wrapped.split('\n').filter(({ length }) => length > columns)).toEqual([]);
      expect(wrapped.trimStart().split(/\s+/)).toEqual(text);
    }),
  );
});
