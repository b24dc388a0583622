import { readFileSync } from 'node:fs';
import { ConfigError } from './errors.ts';

/**
 * Reads a JSON file whatever its suffix. Throws a ConfigError that quotes nothing of the content, which may be a
 * secret; the parser's own message would.
 */
export function readJsonFile(path: string, what: 'config' | 'catalog' | 'state'): unknown {
  // A config given in place of its path would be quoted with its secrets.
  const file = path.trimStart().startsWith('{') ? `(which is a ${what} itself, not its path)` : path;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new ConfigError(
      `The ${what} file ${file} cannot be read (${code}). Check the path and its permissions.`,
    );
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new ConfigError(`The ${what} file ${file} is not valid JSON. Correct it and try again.`);
  }
}
