import type { Cursor } from './cursors.ts';

/**
 * What is wrong with the cursor of a page: it is left out; it leads to the same page again, each time with another
 * text; it leads back, so that the same cursors come over and over (A, B, A, B); the page is empty and its cursor,
 * each time another text, leads to what should have been on it; the last page has one too, which leads nowhere.
 */
export type CursorFault = 'drop' | 'repeat' | 'loop' | 'endless' | 'extra';

/** Returns where the cursor of a page leads; undefined for a page without one. */
export function nextPage(
  cursor: Cursor,
  holds: { readonly isEmpty: boolean; readonly isLast: boolean },
  fault: CursorFault | undefined,
): Cursor | undefined {
  // Without turns, so that the cursor of a page has the same text however the page was reached.
  const { turn = 0, ...place } = cursor;
  const following = { ...place, page: place.page + 1 };
  const back = { ...place, page: Math.max(0, place.page - 1) };
  const ordinary = holds.isLast ? undefined : following;
  if (fault === 'drop') return undefined;
  if (fault === 'repeat' || fault === 'endless') return { ...place, turn: turn + 1 };
  if (fault === 'loop') return place.page % 2 === 0 ? (ordinary ?? back) : back;
  return fault === 'extra' && !holds.isEmpty ? following : ordinary;
}
