import { expect, test } from 'vitest';
import type { Packed } from '../src/compression.ts';
import { createPageCache } from '../src/page-cache.ts';

const page = (size: number): Packed => ({
  encoding: 'identity',
  bytes: new Uint8Array(size),
  plainLength: size,
  checksum: 0,
});

test('pages that were used longest ago give way when memory is full', () => {
  const cache = createPageCache(100_000);
  for (const key of ['first', 'second', 'third']) cache.set(key, page(30_000));
  expect(cache.get('first')).toBeDefined();
  cache.set('fourth', page(30_000));
  expect(['first', 'second', 'third', 'fourth'].map((key) => cache.get(key) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test('a page that is kept again counts once', () => {
  const cache = createPageCache(100_000);
  for (let count = 0; count < 10; count += 1) cache.set('same', page(30_000));
  cache.set('other', page(30_000));
  expect(cache.get('same')).toBeDefined();
});

test('without memory nothing is kept', () => {
  const cache = createPageCache(0);
  cache.set('first', page(1));
  expect(cache.get('first')).toBeUndefined();
});
