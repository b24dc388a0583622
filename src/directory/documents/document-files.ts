import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCodeOf } from '../../base/error-code.ts';
import { isJsonObject } from '../../base/json-object.ts';
import { isDeletion } from '../../protocol/deletion.ts';
import { makeFolders, PART, syncFolder } from '../file-system.ts';
import { documentPlace, type DocumentPlace } from './document-place.ts';
import { DOCUMENTS_FOLDER } from './names.ts';
import { KnownDocuments } from './known-documents.ts';

/** Files that are brought onto the disk at the same time, which takes it little longer than one. */
const AT_ONCE = 8;

interface Document extends DocumentPlace {
  /** Undefined where the call is deleted. */
  readonly text: string | undefined;
}

/** The documents of a directory, each call's in a file of its own. */
export class DocumentFiles {
  readonly #root: string;
  readonly #known: KnownDocuments;
  readonly #folders = new Set<string>();
  #written: Promise<void> = Promise.resolve();

  private constructor(root: string, known: KnownDocuments) {
    this.#root = root;
    this.#known = known;
  }

  static async open(directory: string): Promise<DocumentFiles> {
    const root = join(directory, DOCUMENTS_FOLDER);
    return new DocumentFiles(root, await KnownDocuments.open(root));
  }

  /** Settles when all that was given by now is on the disk. Rejects if anything could not be written. */
  get written(): Promise<void> {
    return this.#written;
  }

  /** Writes records of the stream, after those before. After a failure nothing is written any more. */
  write(records: readonly object[]): Promise<void> {
    // Of one call that comes twice the later one counts.
    const documents = new Map(records.flatMap(documentOf).map((document) => [document.id, document]));
    this.#written = this.#writeAfter(this.#written, [...documents.values()]);
    // Those who wait see the rejection; there may be none.
    this.#written.catch(() => {});
    return this.#written;
  }

  async #writeAfter(previous: Promise<void>, documents: readonly Document[]): Promise<void> {
    await previous;
    const changed = new Set<string>();
    for (let at = 0; at < documents.length; at += AT_ONCE) {
      const folders = await Promise.all(documents.slice(at, at + AT_ONCE).map((each) => this.#put(each)));
      for (const folder of folders.flat()) changed.add(folder);
    }
    for (const folder of changed) await syncFolder(folder);
  }

  /** Returns the folders in which something has changed. */
  async #put({ id, folder, name, text }: Document): Promise<readonly string[]> {
    if (text === undefined) return await this.#remove(id);
    const path = join(this.#root, folder, name);
    const last = this.#known.folderOf(id);
    const before = last === folder ? await contentOf(path) : undefined;
    if (before === text) return [];
    await this.#makeFolder(dirname(path));
    const old = before === undefined ? await this.#known.find(id) : undefined;
    // At no instant are there two of one call, whatever breaks the sync off.
    if (old !== undefined) await rename(old, path);
    await replaceText(path, text);
    this.#known.note(id, folder);
    return old === undefined ? [dirname(path)] : [dirname(old), dirname(path)];
  }

  async #remove(id: string): Promise<readonly string[]> {
    const path = await this.#known.find(id);
    if (path === undefined) return [];
    await rm(path, { force: true });
    this.#known.forget(id);
    return [dirname(path)];
  }

  async #makeFolder(path: string): Promise<void> {
    if (this.#folders.has(path)) return;
    await makeFolders(path);
    // A folder is only there for good once the one that it lies in is.
    for (const each of new Set([dirname(path), this.#root, dirname(this.#root)])) await syncFolder(each);
    this.#folders.add(path);
  }
}

/** Without an id there is no name to find it by again; its record is in the stream's own file. */
function documentOf(record: object): readonly Document[] {
  if (!isJsonObject(record)) return [];
  const { callId, started, title, markdown } = record;
  if (typeof callId !== 'string' || callId === '') return [];
  const place = documentPlace({ callId, started, title });
  if (isDeletion(record)) return [{ ...place, text: undefined }];
  return typeof markdown === 'string' ? [{ ...place, text: markdown }] : [];
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Puts a file into its place whole. That its folder keeps it is for the one who calls. */
async function replaceText(path: string, text: string): Promise<void> {
  const part = await open(`${path}${PART}`, 'w');
  try {
    await part.writeFile(text);
    await part.datasync();
  } finally {
    await part.close();
  }
  await rename(`${path}${PART}`, path);
}
