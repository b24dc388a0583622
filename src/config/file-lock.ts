import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TransientError } from '../base/errors.ts';
import { MINUTE, SECOND } from '../base/instant.ts';
import { requireOrdinaryFile } from './private-file.ts';
import { LockTaken, takeLock, type LockName } from '../base/process-lock.ts';

const RETRY_MS = 50;

/** Others have it for one request at a time. One that was stopped in the middle has it for ever. */
const LONGEST_WAIT_MS = 10 * MINUTE;

/** A shorter wait needs no word. */
const QUIET_MS = SECOND;

/**
 * Locks a file against others that change what is in it. Waits for a process that has the lock; `onWait` is called where that
 * takes a while.
 */
export async function lockFile(
  path: string,
  signal: AbortSignal,
  onWait: () => void,
): Promise<AsyncDisposable> {
  const lock = await lockFor(path);
  const since = performance.now();
  let isNoted = false;
  for (;;) {
    signal.throwIfAborted();
    const taken = await taking(lock);
    if (taken !== undefined) return taken;
    const waitedMs = performance.now() - since;
    if (waitedMs > LONGEST_WAIT_MS) {
      throw new TransientError(
        'Another process has been renewing the OAuth tokens of the same config file for ten minutes. End it if it hangs, and run the same command again.',
        { isGeneral: true },
      );
    }
    if (waitedMs > QUIET_MS && !isNoted) {
      isNoted = true;
      onWait();
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}

/** The same without a wait: undefined where another process has the lock. */
export async function tryLockFile(path: string): Promise<AsyncDisposable | undefined> {
  return await taking(await lockFor(path));
}

async function lockFor(path: string): Promise<LockName> {
  await requireOrdinaryFile(path);
  // The file itself becomes another one with each change.
  const target = await realpath(path);
  const folder = dirname(target);
  const { dev, ino } = await stat(folder, { bigint: true });
  const hash = createHash('sha256').update(basename(target)).digest('hex').slice(0, 16);
  return {
    name: `source-gong-file-${dev}-${ino}-${hash}`,
    path: join(folder, `.${basename(target)}.lock`),
  };
}

async function taking(lock: LockName): Promise<AsyncDisposable | undefined> {
  try {
    return await takeLock(lock);
  } catch (error) {
    if (error instanceof LockTaken) return undefined;
    throw error;
  }
}
