import type { JsonObject } from '../base/json-object.ts';
import { metaDataOf } from './call-lists.ts';
import { ExtensiveStream } from './call-stream.ts';

/** Calls with their parties, content, CRM context and media. */
export class ExtensiveCalls extends ExtensiveStream<'extensiveCalls'> {
  readonly name = 'extensiveCalls';
  readonly primaryKey = ['id'] as const;
  override readonly otherScopes = this.filters.excludeContent.includes('media')
    ? []
    : ['api:calls:read:media-url'];
  readonly cost = '1 request for 100 calls';
  override readonly isReadByDefault = true;
  override readonly cursorField = 'startdatetime';

  override toRecord(call: JsonObject): JsonObject {
    const { id, started } = metaDataOf(call);
    const record: JsonObject = { id, startdatetime: started, ...call };
    // Gong has no such fields at the top level; should it send them empty one day, they must not take the key away.
    record['id'] ??= id;
    record['startdatetime'] ??= started;
    return record;
  }
}
