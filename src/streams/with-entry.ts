import type { JsonObject } from '../base/json-object.ts';

/**
 * Puts the fields of an entry behind those of ours, which count where they have the same name, and returns the row that was given.
 * To spread the entry and add to the copy takes V8 ten times as long.
 */
export function withEntry(row: JsonObject, entry: JsonObject): JsonObject {
  for (const name in entry) {
    if (Object.hasOwn(row, name)) continue;
    if (name === '__proto__') addUnset(row, name, entry[name]);
    else row[name] = entry[name];
  }
  return row;
}

/** Adds a field which to set would not add it. */
function addUnset(row: JsonObject, name: string, value: unknown): void {
  Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
}
