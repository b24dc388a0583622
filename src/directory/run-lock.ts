import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TransientError } from '../base/errors.ts';
import { LockTaken, takeLock } from '../base/process-lock.ts';
import { shownDirectory } from './write-failure.ts';

/** Locks a directory for one sync. */
export async function lockDirectory(path: string): Promise<AsyncDisposable> {
  // Not by its path, of which a directory may have several.
  const { dev, ino } = await stat(path, { bigint: true });
  try {
    return await takeLock({ name: `source-gong-${dev}-${ino}`, path: join(path, '.lock') });
  } catch (cause) {
    if (!(cause instanceof LockTaken)) throw cause;
    throw new TransientError(
      `${shownDirectory(path)} is in use: another sync writes to it. Wait for its end, or name another directory with --to.`,
      { cause },
    );
  }
}
