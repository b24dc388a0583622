import { objectOf, objectsOf, type JsonObject } from '../base/json-object.ts';
import { withEntry } from './with-entry.ts';
import { CallRows } from './call-rows.ts';
import { partiesBy } from './parties-by.ts';

/** Who spoke in a call, and for how long. */
export class CallSpeakers extends CallRows<'callSpeakers'> {
  readonly name = 'callSpeakers';
  override readonly blocks = ['interaction'] as const;

  protected entriesOf(call: JsonObject): readonly JsonObject[] {
    const parties = partiesBy('id', call);
    return objectsOf(objectOf(call['interaction'])['speakers']).map((speaker) => {
      const { name = null, affiliation = null } = parties(speaker['id']);
      return withEntry({ name, affiliation }, speaker);
    });
  }
}
