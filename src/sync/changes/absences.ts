import { HOUR, SECOND, type Instant } from '../../base/instant.ts';
import type { Range } from '../../streams/list.ts';
import { isFoundAgain, isTooMuchAbsent } from './breaker.ts';
import { clustered } from './clustered.ts';
import { idOfItem } from './identity.ts';
import { readHour } from './item-time.ts';
import type { SavedChanges } from './saved-changes.ts';
import type { SeenItem } from './seen-item.ts';

/** Two reads have to miss an item that far apart before it is taken to be gone. */
const APART_MS = HOUR;

/** What is looked for again by itself takes a request each. */
const MOST_READS = 10;

/** What a read has not found. */
interface Missing {
  /** Missing for the second time: likely to be gone. */
  readonly suspects: readonly SeenItem[];
  readonly absent: number;
  /** All that it should have found. */
  readonly known: number;
}

/** Where what a read has missed before took place: it is read again by itself, so that deletions are known soon. */
export function rangesOfAbsent(saved: SavedChanges, now: Instant): readonly Range[] {
  if (saved.absent.size === 0) return [];
  const ranges = [...saved.seen].flatMap((item): Range[] => {
    const start = readHour(item.hour);
    if (start === undefined || !isSuspect(item, saved, now)) return [];
    const from = start + Math.floor(item.milliseconds / SECOND) * SECOND;
    return [{ from, to: from + SECOND }];
  });
  return clustered(ranges, MOST_READS);
}

/** What a sync has read whole. */
export interface WhatWasRead {
  /** Whether the moment lies in what has been read. */
  hasRead(moment: Instant): boolean;
  /** Whether any of the range does. */
  hasReadIn(range: Range): boolean;
}

/**
 * Notes what a read has missed. `isDeep` tells that it reached all that is read again from day to day: of less nobody can tell
 * whether the key sees less than before, so that it raises no suspicion. Where too much is missing at once, nothing is suspected
 * until a deep read finds it again.
 */
export function noteAbsences(saved: SavedChanges, now: Instant, isDeep: boolean, read: WhatWasRead): Missing {
  const missing: SeenItem[] = [];
  let known = 0;
  for (const hour of saved.seen.hours) {
    const start = readHour(hour);
    if (start !== undefined && !read.hasReadIn({ from: start, to: start + HOUR })) continue;
    for (const item of saved.seen.itemsOf(hour)) {
      if (!item.isListed && start !== undefined && !read.hasRead(start + item.milliseconds)) continue;
      known += 1;
      if (!item.isListed) missing.push(item);
      else if (saved.absent.size > 0) saved.absent.delete(idOfItem(item, saved));
    }
  }
  const absent = missing.length;
  if (isDeep) {
    const disbelieved = disbelievedOf(saved);
    const isTooMuch = isTooMuchAbsent(absent, known);
    const isAgain = isFoundAgain({ ...disbelieved, found: disbelieved.found.length });
    if (isTooMuch) disbelieveAbsences(saved, now);
    else if (isAgain) saved.tooMuchAbsentSince = undefined;
    // Until then it counts as found in later reads as well: sight may come back from day to day.
    if (isTooMuch || isAgain) for (const item of disbelieved.found) item.isDisbelieved = false;
    for (const item of missing) item.isDisbelieved = saved.tooMuchAbsentSince !== undefined;
  }
  if (saved.tooMuchAbsentSince !== undefined) return { suspects: [], absent, known };
  const suspects = missing.filter((item) => isSuspect(item, saved, now));
  if (isDeep) {
    for (const item of missing) {
      const id = idOfItem(item, saved);
      if (!saved.absent.has(id)) saved.absent.set(id, now);
    }
  }
  return { suspects, absent, known };
}

/** What is missing is not believed to be gone, until a deep read has found enough of it. */
function disbelieveAbsences(saved: SavedChanges, now: Instant): void {
  saved.tooMuchAbsentSince = now;
  saved.absent.clear();
}

/** Of what was missing when that was too much: what is there again since then, and how much is still missing. */
function disbelievedOf({ seen }: SavedChanges): { readonly found: SeenItem[]; readonly missing: number } {
  const found: SeenItem[] = [];
  let missing = 0;
  for (const item of seen) {
    if (!item.isDisbelieved) continue;
    if (item.isListed) found.push(item);
    else missing += 1;
  }
  return { found, missing };
}

function isSuspect(item: SeenItem, saved: SavedChanges, now: Instant): boolean {
  const since = saved.absent.get(idOfItem(item, saved));
  return since !== undefined && since <= now - APART_MS;
}
