import { randomUUID } from 'node:crypto';
import { access, constants, link, lstat, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { geteuid } from 'node:process';
import { errorCodeOf } from '../base/error-code.ts';
import { SECOND } from '../base/instant.ts';

/** The owner may read and write it, and nobody else. */
const PRIVATE_MODE = 0o600;

/** More than credentials of a config take. */
export const ROOM_BYTES = 16_384;

/** Behind the name of a file that is not whole yet. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What is older has no process any more that writes it. */
const LONGEST_WRITE_MS = 10 * SECOND;

/** Writes a file that does not exist yet: whole or not at all. */
export async function createPrivateFile(path: string, text: string, owner?: Owner): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_MODE);
  try {
    await file.writeFile(text);
    if (owner !== undefined) await file.chown(owner.uid, owner.gid);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Puts another text in the place of a file, behind its symbolic links if it is one: whole or not at all, also when the
 * machine loses its power. Written over, a file that others could read would stay readable for them.
 */
export async function replacePrivateFile(path: string, text: string): Promise<void> {
  const target = await realpath(path);
  await sweep(target);
  const temporary = temporaryFor(target);
  await createPrivateFile(temporary, text, await otherOwner(target));
  try {
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(target));
}

/**
 * Rejects where `replacePrivateFile` would with a text of so many bytes, with an error that has a `code`. Leaves everything as
 * it is.
 */
export async function tryReplacement(path: string, bytes: number): Promise<void> {
  await requireOrdinaryFile(path);
  const target = await realpath(path);
  const status = await stat(target);
  // Whoever may write to everything is still told what is meant to be left alone.
  if ((status.mode & 0o200) === 0) throw withCode('EACCES', 'a file that is not to be written');
  await access(target, constants.W_OK);
  await sweep(target);
  const temporary = temporaryFor(target);
  // No secret: a process that is killed here leaves the file behind.
  await createPrivateFile(temporary, ' '.repeat(bytes), await otherOwner(target));
  await rm(temporary, { force: true });
  if (await isMounted(target)) throw withCode('EBUSY', 'a file that is mounted by itself');
}

/** Rejects with the code ENOTFILE for a pipe or a device, which has no place among files: nothing can be put into it. */
export async function requireOrdinaryFile(path: string): Promise<void> {
  if (!(await stat(path)).isFile()) throw withCode('ENOTFILE', 'no ordinary file');
}

/** The same of `createPrivateFile`. */
export async function tryCreation(path: string, bytes: number): Promise<void> {
  const exists = await lstat(path).then(
    () => true,
    () => false,
  );
  if (exists) throw withCode('EEXIST', 'a file, or a symbolic link that leads nowhere');
  const temporary = temporaryFor(path);
  await createPrivateFile(temporary, ' '.repeat(bytes));
  await rm(temporary, { force: true });
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Of a file that another user has, and keeps. */
async function otherOwner(path: string): Promise<Owner | undefined> {
  const { uid, gid } = await stat(path);
  return uid === geteuid?.() ? undefined : { uid, gid };
}

/** A single file that is mounted into a container cannot be replaced, which shows where it gets a second name. */
async function isMounted(path: string): Promise<boolean> {
  const second = temporaryFor(path);
  try {
    await link(path, second);
    await rm(second, { force: true });
    return false;
  } catch (error) {
    // Not every file system knows second names.
    return errorCodeOf(error) === 'EXDEV';
  }
}

function temporaryFor(path: string): string {
  return join(dirname(path), prefixOf(path) + randomUUID());
}

function prefixOf(path: string): string {
  return `.${basename(path)}.`;
}

/** Removes what processes have left behind that were killed as they wrote, which may hold secrets. */
async function sweep(path: string): Promise<void> {
  const prefix = prefixOf(path);
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    if (!name.startsWith(prefix) || !UUID.test(name.slice(prefix.length))) continue;
    const left = join(dirname(path), name);
    const status = await lstat(left).catch(() => undefined);
    const isOld = status !== undefined && Date.now() - status.mtimeMs > LONGEST_WRITE_MS;
    if (isOld) await rm(left, { force: true }).catch(() => {});
  }
}

/** Some file systems cannot; then the file is there all the same. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  try {
    await folder?.sync().catch(() => {});
  } finally {
    await folder?.close();
  }
}

function withCode(code: string, text: string): Error {
  return Object.assign(new Error(text), { code });
}
