import type { JsonObject } from '../json-object.ts';
import { callList } from './list.ts';
import { ListedStream } from './stream.ts';

/** The list of calls: one short record for each. */
export class Calls extends ListedStream<'calls'> {
  readonly name = 'calls';
  readonly primaryKey = 'id';
  override readonly cursorField = 'started';
  readonly listing = callList;

  override isPrivate(call: JsonObject): boolean {
    return call['isPrivate'] === true;
  }
}
