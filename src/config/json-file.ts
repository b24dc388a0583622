import type { Readable } from 'node:stream';
import { shownCodeOf } from '../base/error-code.ts';
import { ConfigError } from '../base/errors.ts';
import { readInput, readInputFile } from './input-file.ts';
import { findJsonFault } from './json-fault.ts';
import { isNestedDeeper } from '../base/nesting.ts';
import { isShowablePath } from '../base/showable-path.ts';
import { decodeText } from '../base/text-encoding.ts';

/** Every file that means something is far below it; code that walks through a value has room for much more. */
const MAX_LEVELS = 500;

/** Throws where a text is no JSON. */
type Parse = (text: string) => unknown;

export type JsonFileKind = 'config' | 'catalog' | 'state';

/**
 * Reads a JSON file or pipe whatever its suffix, a catalog or a state also as JSON Lines. Throws a ConfigError that
 * quotes nothing of the content, which may be a secret, or the reason of the signal when that aborts first.
 */
export async function readJsonFile(
  path: string,
  kind: JsonFileKind,
  signal: AbortSignal,
  parse: Parse = JSON.parse,
): Promise<unknown> {
  const file = isShowablePath(path) ? `The ${kind} file ${path}` : `The ${kind} file`;
  return parseFile(await readBytes(path, kind, file, signal), kind, file, parse);
}

/** The same of a stream that is open already, such as stdin. */
export async function readJsonStream(
  stream: Readable,
  kind: JsonFileKind,
  signal: AbortSignal,
): Promise<unknown> {
  const file = `The ${kind} on stdin`;
  const bytes = await readInput(stream, signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new ConfigError(`${file} cannot be read (${shownCodeOf(cause)}). Give it in a file or a pipe.`);
  });
  return parseFile(bytes, kind, file);
}

function parseFile(bytes: Uint8Array, kind: JsonFileKind, file: string, parse: Parse = JSON.parse): unknown {
  const text = decodeText(bytes);
  if (text === undefined) {
    throw new ConfigError(
      `${file} is neither UTF-8 nor UTF-16, so it is not valid JSON. Save it as UTF-8 and try again.`,
    );
  }
  const value = parseJson(text, parse) ?? (kind === 'config' ? undefined : parseJsonLines(text));
  if (value === undefined) {
    throw new ConfigError(`${file} is not valid JSON${describeFault(text)}. Correct it and try again.`);
  }
  if (isNestedDeeper(value.json, MAX_LEVELS)) {
    throw new ConfigError(`${file} is nested more than ${MAX_LEVELS} levels deep. Correct it and try again.`);
  }
  return value.json;
}

async function readBytes(
  path: string,
  kind: JsonFileKind,
  file: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    return await readInputFile(path, signal);
  } catch (cause) {
    signal.throwIfAborted();
    if (isShowablePath(path)) {
      throw new ConfigError(
        `${file} cannot be read (${shownCodeOf(cause)}). Check the path and its permissions.`,
      );
    }
    throw new ConfigError(
      `--${kind} expects the path of a JSON file. What it was given cannot be read as one (${shownCodeOf(cause)}) and is not shown here, since it may be a ${kind} itself. Write the ${kind} to a file and give the path of that file.`,
    );
  }
}

interface Parsed {
  readonly json: unknown;
}

function parseJson(text: string, parse: Parse = JSON.parse): Parsed | undefined {
  try {
    return { json: parse(text) };
  } catch {
    return undefined;
  }
}

/** One value a line, as the messages of a read are: what `grep` makes of them is a state file too. */
function parseJsonLines(text: string): Parsed | undefined {
  const json: unknown[] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const value = parseJson(line);
    if (value === undefined) return undefined;
    json.push(value.json);
  }
  return json.length === 0 ? undefined : { json };
}

function describeFault(text: string): string {
  if (text.trim() === '') return ': it is empty';
  if (looksLikeYaml(text)) return ': it looks like YAML. Write it as JSON, with braces and double quotes';
  const fault = findJsonFault(text);
  return fault === undefined ? '' : ` (line ${fault.line}, column ${fault.column}: ${fault.reason})`;
}

function looksLikeYaml(text: string): boolean {
  const first =
    text.split('\n').find((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) ?? '';
  return first.startsWith('---') || /^\s{0,20}(?:- )?[\w-]{1,80}:(?:\s|$)/.test(first);
}
