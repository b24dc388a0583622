import { objectOf, objectsOf, type JsonObject } from '../base/json-object.ts';
import { CallRows } from './call-rows.ts';

/** The key points of a call, as Gong's AI sees them. */
export class CallKeyPoints extends CallRows<'callKeyPoints'> {
  readonly name = 'callKeyPoints';
  override readonly blocks = ['content'] as const;

  protected entriesOf({ content }: JsonObject): readonly JsonObject[] {
    return objectsOf(objectOf(content)['keyPoints']);
  }
}
