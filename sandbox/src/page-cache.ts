import type { Packed } from './compression.ts';

/** Pages that were made before; those that were used longest ago give way. */
export interface PageCache {
  get(key: string): Packed | undefined;
  set(key: string, page: Packed): void;
}

// What an entry weighs next to its bytes: roughly its key and objects.
const overhead = 500;

export function createPageCache(capacityBytes: number): PageCache {
  const pages = new Map<string, Packed>();
  let held = 0;
  const remove = (key: string): Packed | undefined => {
    const page = pages.get(key);
    if (page === undefined) return undefined;
    pages.delete(key);
    held -= page.bytes.length + overhead;
    return page;
  };
  const add = (key: string, page: Packed): void => {
    pages.set(key, page);
    held += page.bytes.length + overhead;
  };
  return {
    get: (key) => {
      const page = remove(key);
      if (page !== undefined) add(key, page);
      return page;
    },
    set: (key, page) => {
      remove(key);
      add(key, page);
      for (const oldest of pages.keys()) {
        if (held <= capacityBytes) break;
        remove(oldest);
      }
    },
  };
}
