import { objectOf, objectsOf, type JsonObject } from '../base/json-object.ts';
import { withEntry } from './with-entry.ts';
import { CallRows } from './call-rows.ts';

/** The highlights of a call, such as its next steps: a row an item. */
export class CallHighlights extends CallRows<'callHighlights'> {
  readonly name = 'callHighlights';
  override readonly blocks = ['content'] as const;

  protected entriesOf({ content }: JsonObject): readonly JsonObject[] {
    return objectsOf(objectOf(content)['highlights']).flatMap(({ title = null, items }) =>
      objectsOf(items).map((item) => withEntry({ title }, item)),
    );
  }
}
