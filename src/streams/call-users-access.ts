import { objectsOf, type JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { CallStream } from './call-stream.ts';
import { IdBatches } from './id-batches.ts';
import type { Range } from './list.ts';
import { idText } from './parent-id.ts';
import type { LookUp, Probe, ReadRecords } from './stream.ts';

const PATH = '/v2/calls/users-access';
const ITEMS_KEY = 'callAccessList';
const STREAM = 'callUsersAccess';

/** The calls of a minute before there was a Gong. */
const NO_CALLS: GongRequest = {
  method: 'GET',
  path: '/v2/calls',
  query: { fromDateTime: '2000-01-01T00:00:00Z', toDateTime: '2000-01-01T00:01:00Z' },
};

/** Which users were given access to a call through Gong's API: a row a call and user, with the start of the call. */
export class CallUsersAccess extends CallStream<typeof STREAM> {
  readonly name = STREAM;
  readonly primaryKey = ['callId', 'userId'] as const;
  readonly scope = 'api:call-user-access:read';
  override readonly parentScopes = this.isExtensiveOnly ? [this.listScope] : [];
  override readonly otherScopes = this.isExtensiveOnly ? [] : [this.listScope];
  readonly cost = '1 request for 100 calls, and the list of calls where no other stream reads it';
  override readonly cursorField = 'started';
  override readonly isOneForOne = false;
  override readonly lookUp: LookUp = {
    batchSize: 100,
    keys: { ofItem: ({ id }) => idText(id), ofFound: ({ callId }) => idText(callId) },
    open,
  };

  override probe(): Probe {
    return { request: accessRequest(['0']), itemsKey: ITEMS_KEY, isBlank: true };
  }

  override toRecords(
    { started = null }: JsonObject,
    _window: Range,
    found?: JsonObject,
  ): readonly JsonObject[] {
    return objectsOf(found?.['users']).map((user) => ({ ...user, callId: found?.['callId'], started }));
  }
}

function accessRequest(callIds: readonly string[]) {
  return { method: 'POST', path: PATH, body: { filter: { callIds } } } as const;
}

function open(gong: Gong): ReadRecords {
  const batches = new IdBatches();
  return async function* readAccess(calls, signal) {
    const left = new Set(calls.map(({ id }) => idText(id)).filter((id) => id !== undefined));
    if (left.size === 0) return;
    const pages = batches.read([...left], {
      async *read(ids, attemptsAt) {
        const request = { ...accessRequest(ids), ...(attemptsAt !== undefined && { attemptsAt }) };
        yield* paginate(gong, request, ITEMS_KEY, signal);
        for (const id of ids) left.delete(id);
      },
      isLeft: (id) => left.has(id),
      isControlElsewhere: true,
      async control(served) {
        const some =
          served === undefined
            ? paginate(gong, NO_CALLS, 'calls', signal)
            : paginate(gong, accessRequest([served]), ITEMS_KEY, signal);
        for await (const _page of some) break;
      },
      leaveOut: (id, { message }) => {
        const text = `The users of the call ${id} are left out, since Gong does not give them: ${message}`;
        gong.events.emit('warning', { stream: STREAM, text });
      },
    });
    for await (const { items } of pages) yield items;
  };
}
