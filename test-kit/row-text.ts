import { isJsonObject } from '../src/base/json-object.ts';

/** What a sync adds to rows, and Gong does not hold. */
const ADDED = new Set(['_changed_at', '_ab_cdc_deleted_at']);

/** Signed anew at each request. */
const SIGNED = new Set(['audioUrl', 'videoUrl']);

/** One text for all rows that say the same: names sorted, null as absent, signatures left out. */
export function rowText(row: unknown): string {
  return JSON.stringify(inOneForm(row));
}

function inOneForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => inOneForm(each));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([name, inner]) => inner !== null && inner !== undefined && !ADDED.has(name))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, SIGNED.has(name) ? unsigned(String(inner)) : inOneForm(inner)]),
  );
}

function unsigned(address: string): string {
  return address.split('?')[0] ?? '';
}
