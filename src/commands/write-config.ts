import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { ConfigError } from '../base/errors.ts';
import type { JsonObject } from '../base/json-object.ts';
import { isShowablePath } from '../base/showable-path.ts';

/** The owner may read and write it, and nobody else. */
const PRIVATE_MODE = 0o600;

/** Writes a config to a file of its own: whole or not at all, and over another file only with `isReplacing`. */
export async function writeConfig(path: string, config: JsonObject, isReplacing: boolean): Promise<void> {
  const text = `${JSON.stringify(config, undefined, 2)}\n`;
  try {
    if (isReplacing) await replace(path, text);
    else await create(path, text);
  } catch (cause) {
    const file = isShowablePath(path) ? path : 'The file of --output';
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new ConfigError(`${file} cannot be written (${code}). Check the path and its permissions.`, {
      cause,
    });
  }
}

/** A file that is replaced could be readable for others, and would stay so if it were written over. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  await create(temporary, text);
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function create(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_MODE);
  try {
    await file.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
