import type { JsonObject } from '../base/json-object.ts';
import { callList, extensiveList, metaDataOf } from './call-lists.ts';
import { ListedStream, type SharedList } from './stream.ts';

/** The list of calls: one short record for each. */
export class Calls extends ListedStream<'calls'> {
  readonly name = 'calls';
  readonly primaryKey = ['id'] as const;
  readonly scope = 'api:calls:read:basic';
  readonly cost = '1 request for 100 calls; none where extensiveCalls is read as well';
  override readonly isReadByDefault = true;
  override readonly cursorField = 'started';
  readonly list = callList;
  override readonly sharedList: SharedList = { list: extensiveList, toItem: metaDataOf };

  override isPrivate(call: JsonObject): boolean {
    return call['isPrivate'] === true;
  }
}
