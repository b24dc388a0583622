import type { Settings } from './options.ts';
import { share } from './random.ts';

/** Returns where a page of a walk begins and ends, before the end of the list is considered. */
export type PageBounds = (inputs: string, page: number) => { readonly start: number; readonly end: number };

export function createPageBounds({ seed, pageSize, shortPages }: Settings): PageBounds {
  const sizeOf = (inputs: string, page: number): number => {
    if (share(seed, `short ${inputs}`, page) >= shortPages) return pageSize;
    return Math.max(1, Math.floor(share(seed, `size ${inputs}`, page) * pageSize));
  };
  return (inputs, page) => {
    if (shortPages === 0) return { start: page * pageSize, end: (page + 1) * pageSize };
    let start = 0;
    for (let before = 0; before < page; before += 1) start += sizeOf(inputs, before);
    return { start, end: start + sizeOf(inputs, page) };
  };
}
