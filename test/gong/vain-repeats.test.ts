import { expect, test } from 'vitest';
import { VainRepeats } from '../../src/gong/vain-repeats.ts';

test('nothing is usual before as many repeats were in vain', () => {
  const repeats = new VainRepeats(2);
  expect(repeats.isUsual(1)).toBe(false);
  expect(repeats.note(3)).toBe(true);
  expect(repeats.isUsual(1)).toBe(false);
  expect(repeats.note(1)).toBe(false);
  expect(repeats.isUsual(3)).toBe(true);
});

test('more than was missing so far is not usual', () => {
  const repeats = new VainRepeats(1);
  repeats.note(3);
  expect(repeats.isUsual(3)).toBe(true);
  expect(repeats.isUsual(4)).toBe(false);
});

test('after a repeat that brings all, nothing is usual any more', () => {
  const repeats = new VainRepeats(1);
  repeats.note(3);
  repeats.reset();
  expect(repeats.isUsual(1)).toBe(false);
});
