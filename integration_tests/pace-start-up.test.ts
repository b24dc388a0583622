import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { CLI } from '../test-kit/run-cli.ts';
import { loadedFiles } from './support/loaded-files.ts';

/** What stands in the code of each package and nowhere else. */
const marks = { undici: 'UND_ERR_HEADERS_TIMEOUT', pino: 'pinoErrProto', ajv: 'node_modules/ajv' };

function packagesIn(paths: readonly string[]): string[] {
  const code = paths.map((path) => readFileSync(path, 'utf8')).join('\n');
  return Object.entries(marks).flatMap(([name, mark]) => (code.includes(mark) ? [name] : []));
}

test.each(['spec', '--help'])('%s loads no HTTP client, no logger and no validator', async (word) => {
  const files = await loadedFiles(word);
  expect(files.map((path) => basename(path))).toContain('main.js');
  expect(files.length).toBeLessThanOrEqual(10);
  expect(packagesIn(files)).toEqual([]);
  const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
  expect(bytes).toBeLessThan(110_000);
});

test('the whole bundle has all three of them, in few files', () => {
  const folder = dirname(CLI);
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
  expect(packagesIn(files.map((name) => join(folder, name)))).toEqual(Object.keys(marks));
  expect(files.length).toBeLessThan(80);
});
