import { objectsOf, type JsonObject } from '../base/json-object.ts';
import { withEntry } from './with-entry.ts';
import { CallRows } from './call-rows.ts';

/** Null stands for the call itself. */
const UNKNOWN_PARTY = '';

/** The CRM objects that a call and its participants are linked to, with their fields at one moment each. */
export class CallCrmObjects extends CallRows<'callCrmObjects'> {
  readonly name = 'callCrmObjects';
  override readonly blocks = ['context'] as const;

  protected entriesOf({ context, parties }: JsonObject): readonly JsonObject[] {
    const ofParties = objectsOf(parties).flatMap((party) =>
      linkedObjects(party['context'], party['id'] ?? UNKNOWN_PARTY),
    );
    return [...linkedObjects(context, null), ...ofParties];
  }
}

function linkedObjects(context: unknown, partyId: unknown): JsonObject[] {
  return objectsOf(context).flatMap(({ system = null, objects }) =>
    objectsOf(objects).map((object) =>
      withEntry({ partyId, system, fields: byName(object['fields']) }, object),
    ),
  );
}

function byName(fields: unknown): JsonObject | null {
  if (!Array.isArray(fields)) return null;
  const named = objectsOf(fields).flatMap(({ name, value = null }): [string, unknown][] =>
    typeof name === 'string' ? [[name, value]] : [],
  );
  return Object.fromEntries(named);
}
