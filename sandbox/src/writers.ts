import type { Settings } from './options.ts';
import { hireThread } from './writer-thread.ts';
import { createWriter, type Writer } from './writer.ts';

/** Everyone who makes answers for a sandbox. */
export interface Writers {
  readonly write: Writer;
  close(): Promise<void>;
}

/** Threads that write, so that the one which accepts requests is always free to; with 0 workers there are none. */
export async function hireWriters(settings: Settings): Promise<Writers> {
  if (settings.workers === 0) return { write: createWriter(settings), close: async () => {} };
  const threads = await Promise.all(Array.from({ length: settings.workers }, () => hireThread(settings)));
  return {
    write: (request) =>
      threads.reduce((best, other) => (other.waiting() < best.waiting() ? other : best)).write(request),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
