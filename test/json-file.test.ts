import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError } from '../src/errors.ts';
import { readJsonFile } from '../src/json-file.ts';
import { failureOf } from './support/failure-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'json-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o444 });
  return path;
}

test.each(['config.json', 'config.txt', 'config'])('%s is read whatever its suffix', (name) => {
  expect(readJsonFile(write(name, '{"a":[1,null]}'), 'config')).toEqual({ a: [1, null] });
});

test('a byte order mark in front does no harm', () => {
  expect(readJsonFile(write('marked.json', '\uFEFF{"a":1}\n'), 'config')).toEqual({ a: 1 });
});

test('a missing file is the fault of the config and named by its path', () => {
  const path = join(folder, 'missing.json');
  const read = (): unknown => readJsonFile(path, 'catalog');
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(`The catalog file ${path} cannot be read (ENOENT)`);
});

test('a folder cannot be read as a file', () => {
  expect(() => readJsonFile(folder, 'state')).toThrow(`The state file ${folder} cannot be read (EISDIR)`);
});

test.each(['', '{"access_key_secret":"TOPSECRET",}', 'TOPSECRET'])(
  '%j is no JSON, and nothing of it is quoted',
  (content) => {
    const path = write(`broken-${content.length}.json`, content);
    const error = failureOf(() => readJsonFile(path, 'config'));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(`The config file ${path} is not valid JSON`);
    expect(String(error)).not.toContain('TOPSECRET');
    expect(error).not.toHaveProperty('cause');
  },
);
