import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, PART } from '../file-system.ts';
import { idInName, MONTH, UNDATED, YEAR } from './document-place.ts';

/** In which folder the document of each call lies. Its name is found there when it is needed, so that little is held. */
export class KnownDocuments {
  readonly #root: string;
  readonly #folders = new Map<string, string>();

  private constructor(root: string) {
    this.#root = root;
  }

  /** Looks through the folders, and removes what a sync that was broken off has left half written. */
  static async open(root: string): Promise<KnownDocuments> {
    const known = new KnownDocuments(root);
    for (const folder of await documentFolders(root)) {
      for (const name of await namesIn(join(root, folder))) {
        const id = idInName(name);
        if (id !== undefined) known.#folders.set(id, folder);
        else if (isHalf(name)) await rm(join(root, folder, name));
      }
    }
    return known;
  }

  note(id: string, folder: string): void {
    this.#folders.set(id, folder);
  }

  forget(id: string): void {
    this.#folders.delete(id);
  }

  folderOf(id: string): string | undefined {
    return this.#folders.get(id);
  }

  /** Returns the path of a call's document, whatever its name, if there is one. */
  async find(id: string): Promise<string | undefined> {
    const folder = this.#folders.get(id);
    if (folder === undefined) return undefined;
    const names = await namesIn(join(this.#root, folder));
    const name = names.find((each) => idInName(each) === id);
    return name === undefined ? undefined : join(this.#root, folder, name);
  }
}

function isHalf(name: string): boolean {
  return name.endsWith(PART) && idInName(name.slice(0, -PART.length)) !== undefined;
}

async function documentFolders(root: string): Promise<string[]> {
  const folders = [UNDATED];
  for (const year of (await namesIn(root)).filter((name) => YEAR.test(name))) {
    const months = (await namesIn(join(root, year))).filter((name) => MONTH.test(name));
    folders.push(...months.map((month) => `${year}/${month}`));
  }
  return folders;
}
