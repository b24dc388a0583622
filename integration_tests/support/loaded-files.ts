import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLI, runCli } from '../../test-kit/run-cli.ts';

/** The files of the bundle that a command loads, by their paths. */
export async function loadedFiles(...args: readonly string[]): Promise<string[]> {
  const list = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'loaded');
  writeFileSync(list, '');
  const hooks = `import { appendFileSync } from 'node:fs';
export function load(url, context, next) { appendFileSync(${JSON.stringify(list)}, url + '\\n'); return next(url, context); }`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hooks))});`;
  await runCli(args, { NODE_OPTIONS: `--import ${dataUrl(register)}` });
  const urls = readFileSync(list, 'utf8').split('\n');
  return urls
    .filter((url) => url.startsWith('file:'))
    .map((url) => fileURLToPath(url))
    .filter((path) => path.startsWith(dirname(CLI)));
}

function dataUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
