import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openDirectory } from '../../src/directory/sync-directory.ts';
import { ConfigError } from '../../src/base/errors.ts';
import type { Log } from '../../src/protocol/log.ts';
import { newDirectory } from '../../test-kit/directory-files.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

const ignore = (): void => {};
const log: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

test('a directory is made with all that it lies in, and nothing is in it', async () => {
  const path = join(newDirectory(), 'one', 'two');
  await using directory = await openDirectory(path, () => false, log);
  expect(directory.store.state.entries.size).toBe(0);
  expect(existsSync(path)).toBe(true);
});

test.runIf(platform() !== 'win32')(
  'what a sync makes is its owner’s; what is there keeps its mode',
  async () => {
    const path = join(newDirectory(), 'one', 'two');
    await (await openDirectory(path, () => false, log))[Symbol.asyncDispose]();
    expect(modeOf(path)).toBe(0o700);
    expect(modeOf(dirname(path))).toBe(0o777 & ~process.umask());
    chmodSync(path, 0o750);
    await (await openDirectory(path, () => false, log))[Symbol.asyncDispose]();
    expect(modeOf(path)).toBe(0o750);
  },
);

test.each<[string, string]>([
  ['file', 'A file has the name /'],
  ['file/inside', '(ENOTDIR)'],
])('%s is no directory: %s', async (path, message) => {
  const root = newDirectory();
  writeFileSync(join(root, 'file'), '');
  const opened = openDirectory(join(root, path), () => false, log);
  await expect(opened).rejects.toThrow(ConfigError);
  await expect(opened).rejects.toThrow(message);
});

test.runIf(platform() === 'linux')('a system that makes no directory is not asked for ever', async () => {
  await expect(openDirectory('/proc/source-gong', () => false, log)).rejects.toThrow('(ENOENT)');
});
