import type { JsonObject } from '../json-object.ts';
import { callList, extensiveList, metaDataOf } from './call-lists.ts';
import { ListedStream, type SharedList } from './stream.ts';

/** The list of calls: one short record for each. */
export class Calls extends ListedStream<'calls'> {
  readonly name = 'calls';
  readonly primaryKey = 'id';
  override readonly cursorField = 'started';
  readonly list = callList;
  override readonly sharedList: SharedList = { list: extensiveList, toItem: metaDataOf };

  override isPrivate(call: JsonObject): boolean {
    return call['isPrivate'] === true;
  }
}
