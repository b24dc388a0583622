import { objectOf, objectsOf, type JsonObject } from '../base/json-object.ts';
import { CallRows } from './call-rows.ts';

/** How often each tracker was found in a call, and where. */
export class CallTrackers extends CallRows<'callTrackers'> {
  readonly name = 'callTrackers';
  override readonly blocks = ['content'] as const;

  protected entriesOf({ content }: JsonObject): readonly JsonObject[] {
    return objectsOf(objectOf(content)['trackers']);
  }
}
