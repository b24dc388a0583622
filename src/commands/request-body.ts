import { shownCodeOf } from '../base/error-code.ts';
import { ConfigError } from '../base/errors.ts';
import { parseJson } from '../gong/json.ts';
import { readInput, readInputFile } from '../config/input-file.ts';
import { findJsonFault } from '../config/json-fault.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { decodeText } from '../base/text-encoding.ts';

/**
 * Reads the body of a request: JSON itself, `@` with the path of a file, or `-` for stdin. Long integers come out as
 * texts, as Gong takes them too. Throws a ConfigError that quotes nothing of it.
 */
export async function readRequestBody(given: string, signal: AbortSignal): Promise<JsonObject> {
  const text = await textOf(given, signal);
  const body = parse(text);
  if (isJsonObject(body)) return body;
  const fault = findJsonFault(text);
  const where = fault === undefined ? '' : ` (line ${fault.line}, column ${fault.column}: ${fault.reason})`;
  throw new ConfigError(
    `The body is no JSON object${where}. Give one such as '{"filter": {}}', or @file, or -.`,
  );
}

async function textOf(given: string, signal: AbortSignal): Promise<string> {
  if (given !== '-' && !given.startsWith('@')) return given;
  try {
    return decodeText(await bytesOf(given, signal)) ?? '';
  } catch (cause) {
    signal.throwIfAborted();
    const code = shownCodeOf(cause);
    throw new ConfigError(`The body of the request cannot be read (${code}). Check the path behind the @.`, {
      cause,
    });
  }
}

async function bytesOf(given: string, signal: AbortSignal): Promise<Uint8Array> {
  if (given !== '-') return await readInputFile(given.slice(1), signal);
  // Only here, since loading the module opens stdin.
  const { stdin } = await import('node:process');
  return await readInput(stdin, signal);
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
