import type { Gong } from '../gong/client.ts';
import { paginate, type Page } from '../gong/pages.ts';
import type { List, Window } from './list.ts';

/** All pages of a window of a list. Fails as `paginate` does. */
export function pagesOf(list: List, window: Window, gong: Gong, signal: AbortSignal): AsyncIterable<Page> {
  return (
    list.pages?.(gong, window, signal) ??
    paginate(gong, list.request(window), list.itemsKey, signal, list.key)
  );
}
