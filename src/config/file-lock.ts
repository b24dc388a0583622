import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TransientError } from '../base/errors.ts';
import { MINUTE } from '../base/instant.ts';
import { LockTaken, takeLock } from '../base/process-lock.ts';

const RETRY_MS = 50;

/** Another process may have to sit out troubles of Gong's. One that was stopped in the middle has it for ever. */
const LONGEST_WAIT_MS = 10 * MINUTE;

/** Locks a file against others that change what is in it. Waits for a process that has the lock. */
export async function lockFile(path: string, signal: AbortSignal): Promise<AsyncDisposable> {
  // The file itself becomes another one with each change.
  const target = await realpath(path);
  const folder = dirname(target);
  const { dev, ino } = await stat(folder, { bigint: true });
  const hash = createHash('sha256').update(basename(target)).digest('hex').slice(0, 16);
  const lock = {
    name: `source-gong-file-${dev}-${ino}-${hash}`,
    path: join(folder, `.${basename(target)}.lock`),
  };
  const until = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await takeLock(lock);
    } catch (cause) {
      if (!(cause instanceof LockTaken)) throw cause;
      if (performance.now() > until) {
        throw new TransientError(
          'Another process has been renewing the OAuth tokens of the same config file for ten minutes. End it if it hangs, and run the same command again.',
          { cause, isGeneral: true },
        );
      }
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}
