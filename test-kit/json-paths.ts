import type { JsonObject } from './airbyte-message.ts';

/** What stands at a path such as `metaData.title`; null where there is nothing. */
export function valueAt(object: JsonObject | undefined, path: string): unknown {
  let value: unknown = object;
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
  return value ?? null;
}

/** The object at a path; undefined where there is something else. */
export function objectAt(object: JsonObject, path: string): JsonObject | undefined {
  const value = valueAt(object, path);
  return isObject(value) ? value : undefined;
}

/** The objects of the array at a path; what else is in it is passed over. */
export function entriesOf(object: JsonObject, path: string): readonly JsonObject[] {
  const value = valueAt(object, path);
  return Array.isArray(value) ? value.filter((entry) => isObject(entry)) : [];
}

/** The entries of the lists within the entries of a list, each with what it gets from the entry that holds it. */
export function rowsOfEntries(
  object: JsonObject,
  path: string,
  within: string,
  added: (holder: JsonObject, place: number) => JsonObject,
): JsonObject[] {
  return entriesOf(object, path).flatMap((holder, place) =>
    entriesOf(holder, within).map((entry) => ({ ...entry, ...added(holder, place) })),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
