import { SECOND } from '../instant.ts';

/** A state goes out with every window, so it should take less than a minute even while others ask as well. */
const DURATION = 45 * SECOND;

/** Each window ends with a page that is half empty, so none should have fewer pages than this. */
const FEWEST_PAGES = 10;

/** What breaks off with a window is lost, so none should have more pages; nor should a cursor grow old. */
const MOST_PAGES = 50;

/** A count beyond all that a company can have recorded must not end in endless cutting. */
const MOST_PARTS = 5_000;

/** A window may be larger than it should be by this factor before it is worth the page that cutting it costs. */
const TOLERANCE = 1.5;

/** The same for one that others have begun to share: whoever is free next takes a further part, at no cost. */
const SHARED_TOLERANCE = 3;

/**
 * Into how many windows a window is to be cut that holds so many items. `pageInterval` is the time in milliseconds
 * from one page of a walk to the next, `pageSize` in items.
 */
export function partsOf(items: number, pageInterval: number, isShared: boolean, pageSize: number): number {
  const size = pageSize * Math.min(MOST_PAGES, Math.max(FEWEST_PAGES, DURATION / Math.max(1, pageInterval)));
  return items <= size * (isShared ? SHARED_TOLERANCE : TOLERANCE)
    ? 1
    : Math.min(MOST_PARTS, Math.ceil(items / size));
}
