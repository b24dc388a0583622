import { objectsOf, type JsonObject } from '../base/json-object.ts';

/** A row for each entry of a list of a user's, with who the user is. */
export function rowsOfUser(user: JsonObject, listKey: string): JsonObject[] {
  const { [listKey]: entries, ...who } = user;
  return objectsOf(entries).map((entry) => ({ ...who, ...entry }));
}
