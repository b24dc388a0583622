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
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replacePrivateFile, tryReplacement } from '../../src/config/private-file.ts';

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
  await tryReplacement(path, 'new');
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['old', 0o644]);
  expect(readdirSync(folder)).toEqual(['config.json']);
});

test('the file behind a symbolic link is replaced, in its own folder', async () => {
  const path = fileWith('old', 0o644);
  mkdirSync(join(folder, 'linked'));
  const linked = join(folder, 'linked', 'config.json');
  symlinkSync('../config.json', linked);
  await tryReplacement(linked, 'new');
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
  await expect(tryReplacement(path, 'new')).rejects.toMatchObject({ code });
  expect(readdirSync(folder).filter((name) => name !== 'config.json')).toEqual([]);
});
