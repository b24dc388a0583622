import type { RecordName } from '../generated/records.ts';
import type { JsonObject } from '../base/json-object.ts';
import { callLists, metaDataOf, type CallLists } from './call-lists.ts';
import type { List } from './list.ts';
import { ListedStream, type SharedList } from './stream.ts';

/** What streams have in common that need only the short record of a call: both lists of calls have it. */
export abstract class CallStream<Name extends RecordName> extends ListedStream<Name> {
  readonly list: List;
  override readonly sharedList: SharedList;

  constructor({ calls, extensive }: CallLists = callLists) {
    super();
    this.list = calls;
    this.sharedList = { list: extensive, toItem: metaDataOf };
  }

  override isPrivate(call: JsonObject): boolean {
    return call['isPrivate'] === true;
  }
}

/** What streams have in common that are made of extensive calls. */
export abstract class ExtensiveStream<Name extends RecordName> extends ListedStream<Name> {
  readonly scope: string = 'api:calls:read:extensive';
  readonly list: List;

  constructor({ extensive }: CallLists = callLists) {
    super();
    this.list = extensive;
  }

  override isPrivate(call: JsonObject): boolean {
    return metaDataOf(call)['isPrivate'] === true;
  }
}
