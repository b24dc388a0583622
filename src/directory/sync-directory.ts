import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Log } from '../protocol/log.ts';
import { makeFolders } from './file-system.ts';
import { dropFullCopy, finishFullSwap } from './full-copy.ts';
import { recoverFiles } from './recovery.ts';
import { lockDirectory } from './run-lock.ts';
import { StateStore } from './state-store.ts';
import { writeFailure } from './write-failure.ts';

/**
 * Of a directory that a sync makes: what customers have said is for the owner alone, until the owner opens it. One that
 * is there already keeps its mode, and what is in it goes by the umask.
 */
const PRIVATE_MODE = 0o700;

/** A directory that one sync at a time has for itself, until it is disposed of. */
export interface SyncDirectory extends AsyncDisposable {
  readonly store: StateStore;
}

/**
 * Opens a directory, which is made if it is not there, and brings it into the order that an earlier sync may not have
 * come to. `isReadAnew` names streams whose files are replaced in any case.
 */
export async function openDirectory(
  path: string,
  isReadAnew: (stream: string) => boolean,
  log: Log,
): Promise<SyncDirectory> {
  try {
    await makeFolders(resolve(path), PRIVATE_MODE);
    const root = await realpath(path);
    const lock = await lockDirectory(root);
    try {
      const store = await StateStore.open(root);
      await finishFullSwap(store);
      if (await dropFullCopy(store)) {
        log.warn(
          'An earlier --full did not come to its end. The half copy that it left is dropped; the files before it are as they were.',
        );
      }
      await recoverFiles(store, isReadAnew);
      return { store, [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose]() };
    } catch (error) {
      await lock[Symbol.asyncDispose]();
      throw error;
    }
  } catch (cause) {
    throw writeFailure(path, cause);
  }
}
