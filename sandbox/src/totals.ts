export const totalRules = ['right', 'zero', 'negative', 'missing', 'capped', 'half', 'double'] as const;

/** What `totalRecords` says of a list: a rule, a fixed number, or any other JSON in its place. */
export type Totals = (typeof totalRules)[number] | number | { readonly sent: unknown };

/** Different lists can be counted differently; those that are not named are counted right. */
export type TotalsByPath = Readonly<Record<`/${string}`, Totals>>;

const cap = 1000;

export function settleTotals(totals: Totals | TotalsByPath = 'right'): Totals | TotalsByPath {
  if (typeof totals === 'string' && !totalRules.includes(totals)) {
    throw new RangeError(`totals is none of ${totalRules.join(', ')} and no number: ${totals}`);
  }
  return totals;
}

export function totalsAt(totals: Totals | TotalsByPath, path: string): Totals {
  if (typeof totals !== 'object' || 'sent' in totals) return totals;
  return Object.entries(totals).find(([named]) => named === path)?.[1] ?? 'right';
}

/** Returns the member `totalRecords` of an answer about a list of this length. */
export function countFor(totals: Totals, length: number): { readonly totalRecords?: unknown } {
  if (typeof totals === 'number') return { totalRecords: totals };
  if (typeof totals === 'object') return { totalRecords: totals.sent };
  return totals === 'missing' ? {} : { totalRecords: counted[totals](length) };
}

const counted: Readonly<Record<Exclude<(typeof totalRules)[number], 'missing'>, (length: number) => number>> =
  {
    right: (length) => length,
    zero: () => 0,
    negative: () => -1,
    capped: (length) => Math.min(cap, length),
    half: (length) => Math.floor(length / 2),
    double: (length) => 2 * length,
  };
