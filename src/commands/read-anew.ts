import { DocumentFiles } from '../directory/documents/document-files.ts';
import { beginFullCopy, dropFullCopy, emptiedStreams, swapFullCopy } from '../directory/full-copy.ts';
import type { StateStore } from '../directory/state-store.ts';
import type { PlannedSync } from '../directory/sync-plan.ts';
import type { Stream } from '../streams/stream.ts';
import { syncInto, type Run } from './sync-into.ts';

const WOULD_BE_MIXED =
  "Not all streams could be read, so the other company's files stay as they are: two companies would be mixed.";

/** Reads into a copy. Its files take the place of the others, but for those of the streams that failed, which are returned. */
export async function readAnew(
  store: StateStore,
  planned: PlannedSync<Stream>,
  run: Run,
): Promise<readonly string[]> {
  try {
    const copy = await beginFullCopy(store, run.company);
    const documents = run.hasDocuments ? await DocumentFiles.open(copy.root) : undefined;
    const failed = await syncInto(copy, planned, documents, run);
    const whole = planned.streams.map(({ name }) => name).filter((name) => !failed.includes(name));
    const emptied = await emptiedStreams(store, copy, whole);
    for (const stream of emptied) {
      run.context.log.error(
        `${stream}: Gong lists nothing of it any more, so its files stay as they are. See with source-gong check whether the key may still read it. If there is really nothing, remove the stream's folder and run the same command again.`,
      );
    }
    const swapped = whole.filter((name) => !emptied.includes(name));
    const isMixing = run.isForeign && swapped.length < planned.streams.length;
    if (isMixing) run.context.log.error(WOULD_BE_MIXED);
    if (swapped.length > 0 && !isMixing) await swapFullCopy(store, copy, swapped);
    return [...failed, ...emptied];
  } finally {
    // What is left of it would only take space, which may be what is missing. Once it counts it stays.
    if (store.state.swaps.length === 0) await dropFullCopy(store).catch(() => {});
  }
}
