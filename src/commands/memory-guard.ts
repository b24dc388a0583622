import { TransientError } from '../base/errors.ts';
import { SECOND } from '../base/instant.ts';

/** The memory of this process, in bytes. */
export interface Memory {
  /** What the container allows; 0 or more than the machine has where it sets no limit. */
  readonly limit: number;
  used(): number;
}

/** Of the limit. Above it the container may end the process at any moment, without a word and without a state. */
const MEMORY_THRESHOLD = 0.9;

const INTERVAL_MS = SECOND;

/** Calls `onFull` once, when the process comes close to its container's memory limit. */
export function guardMemory(memory: Memory, onFull: (error: TransientError) => void): Disposable {
  const { limit } = memory;
  const timer = setInterval(() => {
    if (limit <= 0 || memory.used() < limit * MEMORY_THRESHOLD) return;
    clearInterval(timer);
    const megabytes = Math.round(limit / 2 ** 20);
    onFull(
      new TransientError(
        `The connector has used up nearly all of the ${megabytes} MiB of memory that its container has. It stops here, and the next sync goes on from the last state that it has sent. Give it more memory, or set a lower num_workers.`,
        { isGeneral: true },
      ),
    );
  }, INTERVAL_MS);
  timer.unref();
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
    },
  };
}
