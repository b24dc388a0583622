import { expect, test } from 'vitest';
import { SystemError } from '../../src/base/errors.ts';
import { createProgressGuard } from '../../src/gong/progress-guard.ts';

test('H2: three pages in a row without a new item are a list without end', () => {
  const notice = createProgressGuard('/v2/users');
  for (const newItems of [100, 0, 0, 1, 0, 0]) notice(newItems);
  expect(() => notice(0)).toThrow(SystemError);
  expect(() => notice(0)).toThrow(/\/v2\/users does not come to an end: 3 pages in a row held nothing new/);
});
