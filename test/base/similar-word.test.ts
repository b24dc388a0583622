import { expect, test } from 'vitest';
import { findSimilarWord } from '../../src/base/similar-word.ts';

const words = ['start_date', 'num_workers', 'access_key'];

test.each([
  ['start_dat', 'start_date'],
  ['startDate', 'start_date'],
  ['START-DATE', 'start_date'],
  ['strat_date', 'start_date'],
  ['acces_key', 'access_key'],
  ['num_worker', 'num_workers'],
  ['start', undefined],
  ['workers', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('%.20s is taken for %s', (word, similar) => {
  expect(findSimilarWord(word, words)).toBe(similar);
});
