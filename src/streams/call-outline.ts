import { objectOf, objectsOf, type JsonObject } from '../base/json-object.ts';
import { withEntry } from './with-entry.ts';
import { CallRows } from './call-rows.ts';

/** The outline of a call: a row an item, with the section that it stands in. */
export class CallOutline extends CallRows<'callOutline'> {
  readonly name = 'callOutline';
  override readonly blocks = ['content'] as const;

  protected entriesOf({ content }: JsonObject): readonly JsonObject[] {
    return objectsOf(objectOf(content)['outline']).flatMap((outlined, sectionPosition) => {
      const {
        section = null,
        startTime: sectionStartTime = null,
        duration: sectionDuration = null,
      } = outlined;
      return objectsOf(outlined['items']).map((item) =>
        withEntry({ section, sectionPosition, sectionStartTime, sectionDuration }, item),
      );
    });
  }
}
