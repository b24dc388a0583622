import { objectsAt } from '../base/json-fields.ts';
import { isJsonObject, objectsOf, type JsonObject } from '../base/json-object.ts';
import type { Gong } from '../gong/client.ts';

/** Types of CRM objects that can be in a flow. */
const PROSPECT = /^(?:contact|lead)$/i;

/** CRM ids of contacts and leads, by the events of a sync, which all that read for it have in common. */
const seen = new WeakMap<Gong['events'], Set<string>>();

/** Begins to keep the ids that come up in this sync. Returns them, as they grow. */
export function keepProspects(gong: Gong): ReadonlySet<string> {
  const ids = seen.get(gong.events) ?? new Set<string>();
  seen.set(gong.events, ids);
  return ids;
}

/** Notes the contacts and leads in the CRM context of calls and of the people in them, if anybody wants them. */
export function noteProspectsOfCalls(gong: Gong, calls: readonly JsonObject[]): void {
  const ids = seen.get(gong.events);
  if (ids === undefined) return;
  for (const call of calls) {
    const { metaData } = call;
    // What only a private call tells is told to nobody.
    if (isJsonObject(metaData) && metaData['isPrivate'] === true) continue;
    for (const holder of [call, ...objectsAt(call, 'parties')]) {
      const linked = objectsAt(holder, 'context').flatMap((context) => objectsAt(context, 'objects'));
      for (const { objectType, objectId } of linked) {
        if (typeof objectType === 'string' && PROSPECT.test(objectType)) note(ids, objectId);
      }
    }
  }
}

/** Notes the people with whom tasks are to be done, likewise. */
export function noteProspectsOfTasks(gong: Gong, tasks: readonly JsonObject[]): void {
  const ids = seen.get(gong.events);
  if (ids === undefined) return;
  for (const { contact, additionalContacts } of tasks) {
    for (const person of [contact, ...objectsOf(additionalContacts)]) {
      if (isJsonObject(person)) note(ids, person['crmId']);
    }
  }
}

function note(ids: Set<string>, id: unknown): void {
  if (typeof id === 'string' && id !== '') ids.add(id);
}
