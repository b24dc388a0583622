import type { JsonObject } from '../../test-kit/airbyte-message.ts';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; fails where it is none. */
export function listAt(value: JsonObject, ...path: readonly string[]): JsonObject[] {
  const list = at(value, ...path.slice(0, -1))[path.at(-1) ?? ''];
  if (!Array.isArray(list) || !list.every(isObject)) throw new Error(`no list at ${path.join('.')}`);
  return list;
}

/** The object at a path; fails where there is none. */
export function at(value: JsonObject, ...path: readonly string[]): JsonObject {
  let found: unknown = value;
  for (const key of path) found = isObject(found) ? found[key] : undefined;
  if (!isObject(found)) throw new Error(`no object at ${path.join('.')}`);
  return found;
}

/** Names and values of an object whose values are objects, such as `properties`. */
export function entriesOf(value: unknown): [string, JsonObject][] {
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, inner]) => [name, isObject(inner) ? inner : {}]);
}

/** Every object inside a value, and the value. */
export function objectsIn(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** Every schema inside a schema, and itself. A property that is named like a keyword is none. */
export function schemasIn(schema: unknown): JsonObject[] {
  if (!isObject(schema)) return [];
  const { properties, items, oneOf, additionalProperties } = schema;
  const inner = [
    ...Object.values(properties ?? {}),
    items,
    additionalProperties,
    ...(Array.isArray(oneOf) ? oneOf : []),
  ];
  return [schema, ...inner.flatMap(schemasIn)];
}

/** The names that all objects have. */
export function commonNames([first = {}, ...others]: readonly JsonObject[]): string[] {
  return Object.keys(first).filter((name) => others.every((other) => name in other));
}
