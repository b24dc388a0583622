import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockDirectory } from '../../src/directory/run-lock.ts';
import { newDirectory } from '../../test-kit/directory-files.ts';

test('a directory is locked until the lock is disposed of, by whatever path', async () => {
  const directory = newDirectory();
  const other = join(newDirectory(), 'link');
  symlinkSync(directory, other);
  const lock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toThrow('another sync writes to it');
  await expect(lockDirectory(other)).rejects.toThrow('another sync writes to it');
  await using unrelated = await lockDirectory(newDirectory());
  expect(unrelated).toBeDefined();
  await lock[Symbol.asyncDispose]();
  await using again = await lockDirectory(other);
  expect(again).toBeDefined();
});
