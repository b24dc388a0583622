import type { Settings } from './options.ts';
import { share } from './random.ts';
import { wholeSecond } from './call-edits.ts';

/** The lists that a company changes at any time, without Gong saying when. */
export type ChangingList = 'user' | 'scorecard' | 'tracker';

/** What has become of an entry of such a list. */
export interface Fate {
  readonly isThere: boolean;
  readonly isChanged: boolean;
}

const asItWas: Fate = { isThere: true, isChanged: false };

/**
 * With a clock, a share of the entries is changed, as many are added later, and as many are removed, each at its instant,
 * evenly spread over the data.
 */
export function fateOf(settings: Settings, list: ChangingList, entry: number, instant: number): Fate {
  const { seed, clock, listChanges, from, until } = settings;
  if (clock === undefined || listChanges === 0) return asItWas;
  const kind = share(seed, `fate of ${list}`, entry);
  const isPast = instant >= wholeSecond(from + share(seed, `time of ${list}`, entry) * (until - from));
  if (kind < listChanges) return { isThere: true, isChanged: isPast };
  if (kind < 2 * listChanges) return { isThere: isPast, isChanged: false };
  return { isThere: kind >= 3 * listChanges || !isPast, isChanged: false };
}

/** Of a list in its order: what is there, with the names of what was changed marked. */
export function presentEntries<Entry>(
  entries: readonly Entry[],
  {
    settings,
    list,
    instant,
  }: { readonly settings: Settings; readonly list: ChangingList; readonly instant: number },
  change: (entry: Entry) => Entry,
): Entry[] {
  return entries.flatMap((entry, index) => {
    const { isThere, isChanged } = fateOf(settings, list, index, instant);
    if (!isThere) return [];
    return [isChanged ? change(entry) : entry];
  });
}
