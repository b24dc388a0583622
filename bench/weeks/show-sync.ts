import { formatInstant } from '../../src/base/instant.ts';
import type { SeenSync } from '../../test-kit/sync-series.ts';

/** A line for each sync, for those who want to see what happens. */
export function showSync(isVerbose: boolean): (sync: SeenSync) => void {
  return ({ now, isCut, requests, records, deletions, exitCode, warnings }) => {
    if (!isVerbose) return;
    const end = isCut ? 'killed' : exitCode === 0 ? '' : `exit code ${exitCode}`;
    const counts = Object.entries(records).map(([stream, count]) => `${stream} ${count}`);
    console.log(
      `  ${formatInstant(now)} ${requests} requests, ${deletions} deletions ${end} ${counts.join(', ')}`,
    );
    for (const warning of warnings) console.log(`    ${warning.slice(0, 200)}`);
  };
}
