import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { errorCodeOf } from '../base/error-code.ts';

/** Behind the name of a file that is not whole yet, so that nobody takes it for one. */
export const PART = '.part';

/**
 * Makes a folder in one that is there, unless it is there itself. Returns whether it has made it. `mode` is as far as the
 * umask allows it.
 */
export async function makeFolder(path: string, mode?: number): Promise<boolean> {
  try {
    await mkdir(path, { mode });
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return false;
    throw error;
  }
}

/**
 * Makes a folder, of that mode, and all that it lies in. Node's own way does not end where a system refuses it, as Linux
 * does in /proc.
 */
export async function makeFolders(path: string, mode?: number): Promise<void> {
  try {
    await makeFolder(path, mode);
  } catch (error) {
    if (errorCodeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolders(dirname(path));
    await makeFolder(path, mode);
  }
}

/** Makes what was created, renamed or removed in a folder survive a loss of power. Windows knows nothing of the kind. */
export async function syncFolder(path: string): Promise<void> {
  if (platform() === 'win32') return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Writes a file so that at any instant, and after a crash at any instant, it holds either the old text or the new one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const part = await open(`${path}${PART}`, 'w');
  try {
    await part.writeFile(text);
    await part.sync();
  } finally {
    await part.close();
  }
  await rename(`${path}${PART}`, path);
  await syncFolder(dirname(path));
}

/** Returns the size of a file in bytes, or undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Returns the names of what is in a folder; of one that is not there, none. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
