import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replacePrivateFile, tryCreation, tryReplacement } from '../../src/config/private-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function fileWith(text: string, mode = 0o600): string {
  const path = join(folder, 'config.json');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

test('a replacement that is tried leaves everything as it is', async () => {
  const path = fileWith('old', 0o644);
  await tryReplacement(path, 3);
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['old', 0o644]);
  expect(readdirSync(folder)).toEqual(['config.json']);
});

test('the file behind a symbolic link is replaced, in its own folder', async () => {
  const path = fileWith('old', 0o644);
  mkdirSync(join(folder, 'linked'));
  const linked = join(folder, 'linked', 'config.json');
  symlinkSync('../config.json', linked);
  await tryReplacement(linked, 3);
  await replacePrivateFile(linked, 'new');
  expect([readlinkSync(linked), readFileSync(path, 'utf8')]).toEqual(['../config.json', 'new']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).toSorted()).toEqual(['config.json', 'linked']);
});

test.each([
  ['a file that is not to be written', 'EACCES', () => fileWith('old', 0o400)],
  ['a folder', 'ENOTFILE', () => folder],
  ['a device', 'ENOTFILE', () => '/dev/null'],
  ['nothing', 'ENOENT', () => join(folder, 'missing.json')],
])('%s cannot be replaced', async (_name, code, pathOf) => {
  const path = pathOf();
  await expect(tryReplacement(path, 3)).rejects.toMatchObject({ code });
  expect(readdirSync(folder).filter((name) => name !== 'config.json')).toEqual([]);
});

test('what a killed process has left is removed, and nothing else', async () => {
  const path = fileWith('old');
  const leftover = '.config.json.0b5e8b0c-6a52-4a43-9d0e-1f2d3c4b5a69';
  const others = ['.config.json.mine', '.config.json.1b5e8b0c-6a52-4a43-9d0e-1f2d3c4b5a69', '.other'];
  for (const name of [leftover, ...others]) writeFileSync(join(folder, name), 'secret');
  // One of them is of a process that is writing it.
  const longAgo = new Date(Date.now() - 60_000);
  for (const name of [leftover, '.config.json.mine', '.other'])
    utimesSync(join(folder, name), longAgo, longAgo);
  await replacePrivateFile(path, 'new');
  expect(readdirSync(folder).toSorted()).toEqual([...others, 'config.json'].toSorted());
});

test('a file that is to be made is tried', async () => {
  await tryCreation(join(folder, 'new.json'), 3);
  expect(readdirSync(folder)).toEqual([]);
  symlinkSync('nowhere/new.json', join(folder, 'dangling.json'));
  await expect(tryCreation(join(folder, 'dangling.json'), 3)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(tryCreation(join(folder, 'nowhere', 'new.json'), 3)).rejects.toMatchObject({ code: 'ENOENT' });
});
