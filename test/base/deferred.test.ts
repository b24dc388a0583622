import { expect, test } from 'vitest';
import { deferred } from '../../src/base/deferred.ts';

test('the promise is settled from outside, by the first value only', async () => {
  const { promise, resolve } = deferred<number>();
  resolve(1);
  resolve(2);
  expect(await promise).toBe(1);
});

test('until then it is pending', async () => {
  const { promise } = deferred<string>();
  expect(await Promise.race([promise, Promise.resolve('pending')])).toBe('pending');
});
