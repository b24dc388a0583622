import { readdir, rename } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { makeFolders, sizeOf, syncFolder } from '../file-system.ts';
import { DOCUMENTS_FOLDER } from './names.ts';
import { isDocument } from './own-document.ts';

/**
 * Lets the documents of a full copy take the place of all that there are, if it has any. It can be done again after a crash
 * at any instant. What is left in the copy goes with it.
 */
export async function swapDocuments(root: string, copy: string): Promise<void> {
  const place = join(root, DOCUMENTS_FOLDER);
  const next = join(copy, DOCUMENTS_FOLDER);
  const old = join(copy, `${DOCUMENTS_FOLDER}.old`);
  if ((await sizeOf(next)) !== undefined) {
    if ((await sizeOf(place)) !== undefined) await rename(place, old);
    await rename(next, place);
    await syncFolder(root);
  }
  if ((await sizeOf(old)) !== undefined) await bringBack(old, place);
}

/** Whatever is no document of a call is not ours to remove. */
async function bringBack(old: string, place: string): Promise<void> {
  const entries = await readdir(old, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const { parentPath, name } = entry;
    const before = join(parentPath, name);
    if (entry.isDirectory() || (entry.isFile() && (await isDocument(before, name)))) continue;
    const path = join(place, relative(old, parentPath), name);
    await makeFolders(dirname(path));
    if ((await sizeOf(path)) === undefined) await rename(before, path);
  }
}
