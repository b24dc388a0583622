import type { DirectoryState } from '../directory/directory-state.ts';
import type { PlannedSync } from '../directory/sync-plan.ts';
import { formatCountOf } from '../terminal/figures.ts';

export const FULL_BROKEN_OFF =
  'Broken off. What --full has read is dropped; the files before it are as they were.';

/** What is left of a sync that was broken off: its summary has counted all that came, and its files keep what a state covers. */
export function brokenOff(
  { entries }: DirectoryState,
  { now, streams }: PlannedSync<{ readonly name: string }>,
): string {
  const syncs = streams.flatMap(({ name }) => entries.get(name)?.sync ?? []);
  const kept = syncs.reduce((sum, sync) => sum + (sync.now === now ? sync.extent.lines : 0), 0);
  return `Broken off; ${formatCountOf(kept, 'record')} of this sync ${kept === 1 ? 'is' : 'are'} in the files. Run the same command again: it goes on from there, and reads again what was under way.`;
}
