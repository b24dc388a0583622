import { objectOf, objectsOf, type JsonObject } from '../base/json-object.ts';
import { withEntry } from './with-entry.ts';
import { CallRows } from './call-rows.ts';

/** The outline of a call: a row an item, with the section that it stands in. */
export class CallOutline extends CallRows<'callOutline'> {
  readonly name = 'callOutline';

  protected entriesOf({ content }: JsonObject): readonly JsonObject[] {
    return objectsOf(objectOf(content)['outline']).flatMap((outlined, sectionPosition) => {
      const { section, startTime: sectionStartTime, duration: sectionDuration, items } = outlined;
      return objectsOf(items).map((item) =>
        withEntry({ section, sectionPosition, sectionStartTime, sectionDuration }, item),
      );
    });
  }
}
