import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeConfig } from '../../src/commands/write-config.ts';
import { ConfigError } from '../../src/base/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'write-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a file that has come meanwhile is not written over', async () => {
  const path = join(folder, 'taken.json');
  writeFileSync(path, 'precious');
  const error = await writeConfig(path, { a: 1 }, false).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toContain('taken.json cannot be written (EEXIST)');
  expect(readFileSync(path, 'utf8')).toBe('precious');
});

test('a file that all could read is replaced by one that its owner reads', async () => {
  const path = join(folder, 'open.json');
  writeFileSync(path, 'old', { mode: 0o644 });
  await writeConfig(path, { a: 1 }, true);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ a: 1 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a replacement that fails leaves nothing behind', async () => {
  const path = join(folder, 'a-folder');
  mkdirSync(path);
  await expect(writeConfig(path, { a: 1 }, true)).rejects.toThrow('a-folder cannot be written');
  expect(readdirSync(folder).filter((name) => name.startsWith('a-folder'))).toEqual(['a-folder']);
});
