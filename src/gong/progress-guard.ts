import { SystemError } from '../base/errors.ts';

/** A list may hold an empty page, or one that repeats what moved; it does not hold three in a row. */
const PAGES_WITHOUT_PROGRESS = 3;

/**
 * Returns a function to be called for each page of a walk with the number of items that had not come before. It throws
 * when the walk no longer gets anywhere, which would use up the requests of a whole day.
 */
export function createProgressGuard(path: string): (newItems: number) => void {
  let withoutProgress = 0;
  return (newItems) => {
    withoutProgress = newItems > 0 ? 0 : withoutProgress + 1;
    if (withoutProgress < PAGES_WITHOUT_PROGRESS) return;
    throw new SystemError(
      `Gong's list at ${path} does not come to an end: ${PAGES_WITHOUT_PROGRESS} pages in a row held nothing new, and a cursor to yet another page. Please report it with this log.`,
    );
  };
}
