import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import type { Gong } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { callList, extensiveList, metaDataOf } from './call-lists.ts';
import { idText } from './parent-id.ts';
import { ListedStream, type LookUp, type Probe, type ReadRecords, type SharedList } from './stream.ts';

const PATH = '/v2/calls/users-access';
const ITEMS_KEY = 'callAccessList';

/** Which users were given access to a call through Gong's API: a row a call and user, with the start of the call. */
export class CallUsersAccess extends ListedStream<'callUsersAccess'> {
  readonly name = 'callUsersAccess';
  readonly primaryKey = ['callId', 'userId'] as const;
  readonly scope = 'api:call-user-access:read';
  override readonly otherScopes = ['api:calls:read:basic'];
  readonly cost = '1 request for 100 calls, and the list of calls where no other stream reads it';
  override readonly cursorField = 'started';
  readonly list = callList;
  override readonly sharedList: SharedList = { list: extensiveList, toItem: metaDataOf };
  override readonly lookUp: LookUp = { batchSize: 100, isOneForOne: false, open };

  override probe(): Probe {
    return { request: accessRequest(['0']), itemsKey: ITEMS_KEY, isBlank: true };
  }

  override isPrivate(call: JsonObject): boolean {
    return call['isPrivate'] === true;
  }
}

function accessRequest(callIds: readonly string[]) {
  return { method: 'POST', path: PATH, body: { filter: { callIds } } } as const;
}

function open(gong: Gong): ReadRecords {
  return async function* readAccess(calls, signal) {
    const started = new Map(
      calls
        .filter(({ id }) => idText(id) !== undefined)
        .map((call) => [String(call['id']), call['started'] ?? null]),
    );
    if (started.size === 0) return;
    for await (const { items } of paginate(gong, accessRequest([...started.keys()]), ITEMS_KEY, signal)) {
      yield items.flatMap((access) => rowsOf(access, started));
    }
  };
}

function rowsOf({ callId, users }: JsonObject, started: ReadonlyMap<string, unknown>): JsonObject[] {
  return (Array.isArray(users) ? users : [])
    .filter(isJsonObject)
    .map((user) => ({ ...user, callId, started: started.get(String(callId)) ?? null }));
}
