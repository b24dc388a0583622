import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../base/errors.ts';
import type { Company } from './company.ts';
import { isFileName, type StreamEntry } from './directory-state.ts';
import { DOCUMENTS_STREAM } from './documents/names.ts';
import { swapDocuments } from './documents/swap-documents.ts';
import { makeFolder, namesIn, PART, sizeOf, syncFolder } from './file-system.ts';
import { isOurState, STATE_FILE, StateStore } from './state-store.ts';

/** A folder in a directory, and of the same form, where everything is read anew beside the files that still count. */
const FOLDER = '.full';

/** Begins an empty copy, of this company's Gong. */
export async function beginFullCopy(store: StateStore, company: Company): Promise<StateStore> {
  await dropFullCopy(store);
  const root = join(store.root, FOLDER);
  await makeFolder(root);
  const copy = await StateStore.open(root);
  await copy.save({ ...copy.state, company });
  return copy;
}

/** Removes the copy. Returns whether there was one. Throws a ConfigError where something else has its name. */
export async function dropFullCopy({ root }: StateStore): Promise<boolean> {
  const path = join(root, FOLDER);
  if ((await sizeOf(path)) === undefined) return false;
  if (!(await isCopy(path))) {
    throw new ConfigError(
      `The directory has a ${FOLDER} that this command has not made, and where it keeps what --full reads. Move that away, or name another directory with --to.`,
    );
  }
  // Its state goes last, so that what a crash leaves of it is still known for a copy.
  for (const name of await readdir(path)) {
    if (name !== STATE_FILE) await rm(join(path, name), { recursive: true });
  }
  await rm(path, { recursive: true });
  return true;
}

/** Its state is the first that is written of it. */
async function isCopy(path: string): Promise<boolean> {
  if (!(await stat(path)).isDirectory()) return false;
  const names = await readdir(path);
  return names.includes(STATE_FILE) ? await isOurState(path) : names.every((name) => name.endsWith(PART));
}

/** Returns which of these streams have no record in the copy although there are files of theirs. */
export async function emptiedStreams(
  store: StateStore,
  copy: StateStore,
  streams: readonly string[],
): Promise<readonly string[]> {
  const isEmptied = async (stream: string): Promise<boolean> =>
    copy.state.entries.get(stream)?.sync.extent.lines === 0 &&
    (await namesIn(join(store.root, stream))).some(isFileName);
  const areEmptied = await Promise.all(streams.map(isEmptied));
  return streams.filter((_stream, index) => areEmptied[index]);
}

/**
 * Lets the copy's files of these streams take the place of all their others. From one instant on, at which it is saved
 * that they count, a crash is followed by `finishFullSwap`; before it by nothing.
 */
export async function swapFullCopy(
  store: StateStore,
  copy: StateStore,
  streams: readonly string[],
): Promise<void> {
  const entries = new Map(store.state.entries);
  for (const entry of copy.state.entries.values()) {
    if (streams.includes(entry.stream)) entries.set(entry.stream, entry);
  }
  const { documentsThrough } = streams.includes(DOCUMENTS_STREAM) ? copy.state : store.state;
  await store.save({ ...copy.state, entries, documentsThrough, swaps: streams });
  await finishFullSwap(store);
}

/** Does what is left of a swap that is under way. */
export async function finishFullSwap(store: StateStore): Promise<void> {
  const { entries, swaps } = store.state;
  if (swaps.length === 0) return;
  for (const stream of swaps) {
    const entry = entries.get(stream);
    if (entry !== undefined) await moveIn(store.root, entry);
  }
  if (swaps.includes(DOCUMENTS_STREAM)) await swapDocuments(store.root, join(store.root, FOLDER));
  await dropFullCopy(store);
  await store.save({ ...store.state, swaps: [] });
}

/** The new file first, so that at no instant records are missing. */
async function moveIn(root: string, { stream, sync }: StreamEntry): Promise<void> {
  const folder = join(root, stream);
  const source = join(root, FOLDER, stream, sync.file);
  if ((await sizeOf(source)) !== undefined) {
    await makeFolder(folder);
    await rename(source, join(folder, sync.file));
    await syncFolder(folder);
  }
  if (sync.extent.bytes > 0 && (await sizeOf(join(folder, sync.file))) === undefined) {
    throw new ConfigError(
      `What --full has read of ${stream} is gone: ${source}. Put it back. Or take state.json away, and everything is read anew beside the files that there are.`,
    );
  }
  for (const name of await namesIn(folder)) {
    const isOurs = isFileName(name) || (name.endsWith(PART) && isFileName(name.slice(0, -PART.length)));
    if (isOurs && name !== sync.file) await rm(join(folder, name));
  }
}
