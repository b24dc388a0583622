import { objectOf, objectsOf, type JsonObject } from '../base/json-object.ts';
import { CallRows } from './call-rows.ts';

/** What a call was about, and how long each topic took. */
export class CallTopics extends CallRows<'callTopics'> {
  readonly name = 'callTopics';
  override readonly blocks = ['content'] as const;

  protected entriesOf({ content }: JsonObject): readonly JsonObject[] {
    return objectsOf(objectOf(content)['topics']);
  }
}
