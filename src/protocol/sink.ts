import { write } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Sink } from './output.ts';

const writeTo = promisify(write);

/** A descriptor that another process made non-blocking says so when it is full. */
const FULL_PIPE_PAUSE = 5;

/**
 * Writes to a file descriptor and settles when every byte is in. `process.stdout` would do for a pipe, but on a
 * file it takes a write that was cut short by a full disk for a whole one.
 */
export function descriptorSink(descriptor: number): Sink {
  return async (bytes) => {
    let rest = bytes;
    while (rest.length > 0) {
      try {
        const { bytesWritten } = await writeTo(descriptor, rest);
        rest = rest.subarray(bytesWritten);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
        await sleep(FULL_PIPE_PAUSE);
      }
    }
  };
}
