/** A live reader, however slow, gets what is left for this long. */
const SHUTDOWN_GRACE_MS = 5_000;

/** A reader that has taken nothing for this long has stopped reading. */
const STALL_MS = 500;

/** The last time that the reader took a byte, on the clock of `performance.now()`. */
export interface ReadingProgress {
  readonly lastMs: number;
}

/**
 * Waits for the reader of a process that was told to end and has nothing left to do but to write. Settles when it makes
 * no sense to wait any longer.
 */
export async function untilReaderStalls(progress: ReadingProgress): Promise<void> {
  const startedMs = performance.now();
  for (;;) {
    const endMs = Math.min(startedMs + SHUTDOWN_GRACE_MS, Math.max(startedMs, progress.lastMs) + STALL_MS);
    const leftMs = endMs - performance.now();
    if (leftMs <= 0) return;
    await new Promise((resolve) => {
      setTimeout(resolve, Math.ceil(leftMs));
    });
  }
}
