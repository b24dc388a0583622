/** Stands in for the function of `node:timers/promises`, which fake timers markSent alone. */
export function setTimeout(
  wait: number,
  value: unknown,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = globalThis.setTimeout(() => resolve(value), wait);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('aborted', { cause: signal.reason }));
    });
  });
}
