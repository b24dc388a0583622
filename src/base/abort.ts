import { deferred } from './deferred.ts';

/**
 * Waits for a promise, or for the signal if that comes first; then the promise may reject later, which is nobody's concern.
 * Leaves nothing behind on either.
 */
export async function untilAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) {
    promise.catch(() => {});
    return;
  }
  const { promise: aborted, resolve } = deferred<void>();
  const stop = (): void => resolve();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A signal that aborts when the last of these has. */
export function whenAllAborted(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  let left = signals.length;
  for (const signal of signals) {
    const countDown = (): void => {
      left -= 1;
      if (left === 0) controller.abort(signal.reason);
    };
    if (signal.aborted) countDown();
    else signal.addEventListener('abort', countDown, { once: true });
  }
  return controller.signal;
}
