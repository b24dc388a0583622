import type { JsonObject } from '../base/json-object.ts';
import { extensiveList, metaDataOf } from './call-lists.ts';
import { ListedStream } from './stream.ts';

/** Calls with their parties, content, CRM context and media. */
export class ExtensiveCalls extends ListedStream<'extensiveCalls'> {
  readonly name = 'extensiveCalls';
  readonly primaryKey = ['id'] as const;
  readonly scope = 'api:calls:read:extensive';
  override readonly otherScopes = ['api:calls:read:media-url'];
  readonly cost = '1 request for 100 calls';
  override readonly isReadByDefault = true;
  override readonly cursorField = 'startdatetime';
  readonly list = extensiveList;

  override isPrivate(call: JsonObject): boolean {
    return metaDataOf(call)['isPrivate'] === true;
  }

  override toRecord(call: JsonObject): JsonObject {
    const { id, started } = metaDataOf(call);
    const record: JsonObject = { id, startdatetime: started, ...call };
    // Gong has no such fields at the top level; should it send them empty one day, they must not take the key away.
    record['id'] ??= id;
    record['startdatetime'] ??= started;
    return record;
  }
}
