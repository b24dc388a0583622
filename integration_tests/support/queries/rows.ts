import type { Row } from '../../../test-kit/duckdb.ts';

/** A row with what it is ordered by. */
export interface OrderedRow {
  readonly key: readonly (string | number | null | undefined)[];
  readonly row: Row;
}

/** Rows by their keys, ascending; what is null comes last, as in DuckDB. */
export function inOrder(rows: readonly OrderedRow[]): Row[] {
  return rows.toSorted((left, right) => compareKeys(left.key, right.key)).map(({ row }) => row);
}

function compareKeys(left: OrderedRow['key'], right: OrderedRow['key']): number {
  for (const [position, value] of left.entries()) {
    const other = right[position] ?? null;
    if (value === other) continue;
    if (value === null || value === undefined) return 1;
    return other === null || value < other ? -1 : 1;
  }
  return 0;
}

export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

export function countOf(values: Iterable<unknown>): number {
  return new Set(values).size;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
