import { objectsOf, type JsonObject } from '../base/json-object.ts';
import { idText } from './parent-id.ts';

/** Finds the participant of a call who has this id, or speaks under this one: an object without fields where nobody does. */
export function partiesBy(field: 'id' | 'speakerId', { parties }: JsonObject): (id: unknown) => JsonObject {
  const byId = new Map<string, JsonObject>();
  for (const party of objectsOf(parties)) {
    const id = idText(party[field]);
    if (id !== undefined && !byId.has(id)) byId.set(id, party);
  }
  return (id) => byId.get(idText(id) ?? '') ?? {};
}
