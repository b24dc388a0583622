/** A JSON object of whose content nothing is known. */
export type JsonObject = { [key: string]: unknown };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object; an empty one where it is none. */
export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The objects in a list, without what else is in it; none where it is no list. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) return [];
  const list: readonly unknown[] = value;
  // Nearly always: then no copy is needed.
  return list.every(isJsonObject) ? list : list.filter(isJsonObject);
}
