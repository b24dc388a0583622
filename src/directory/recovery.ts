import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../base/errors.ts';
import type { StreamEntry } from './directory-state.ts';
import { PART, sizeOf } from './file-system.ts';
import type { StateStore } from './state-store.ts';
import { swapIn } from './stream-file.ts';

/**
 * Makes of what a crash has left what `state.json` says: files of syncs that were broken off end where it says, and
 * swaps that were under way are finished. `isReadAnew` names streams whose files are replaced in any case.
 */
export async function recoverFiles(
  store: StateStore,
  isReadAnew: (stream: string) => boolean,
): Promise<void> {
  for (const entry of store.state.entries.values()) {
    const path = join(store.root, entry.stream, entry.sync.file);
    if (entry.sync.isSwapDue) await finishSwap(path, entry, store);
    else await rm(`${path}${PART}`, { force: true });
    if (!entry.sync.isFinished && !isReadAnew(entry.stream)) await cutFile(path, entry);
  }
}

async function finishSwap(path: string, entry: StreamEntry, store: StateStore): Promise<void> {
  // Otherwise the crash came behind it.
  if ((await sizeOf(`${path}${PART}`)) !== undefined) await swapIn(path);
  await store.put([{ ...entry, sync: { ...entry.sync, isSwapDue: false } }]);
}

async function cutFile(path: string, { stream, sync }: StreamEntry): Promise<void> {
  const { bytes } = sync.extent;
  const size = await sizeOf(path);
  if (bytes === 0) await rm(path, { force: true });
  else if (size === undefined || size < bytes) {
    throw new ConfigError(
      `${path} is not as long as state.json says, so records are lost that would not be read again. Put the file back, or read the stream anew with --full --streams ${stream}.`,
    );
  } else if (size > bytes) await truncate(path, bytes);
}
