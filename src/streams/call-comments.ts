import { objectOf, objectsOf, type JsonObject } from '../base/json-object.ts';
import { CallRows } from './call-rows.ts';

/** The public comments on a call. */
export class CallComments extends CallRows<'callComments'> {
  readonly name = 'callComments';
  override readonly blocks = ['collaboration'] as const;

  protected entriesOf({ collaboration }: JsonObject): readonly JsonObject[] {
    return objectsOf(objectOf(collaboration)['publicComments']);
  }
}
