import type { GongRequest } from '../gong/client.ts';
import { eachParent } from './each-parent.ts';
import { keyOf } from './list.ts';
import { CHANGED_AT, ListedStream, type LookUp, type Probe } from './stream.ts';
import type { Parents } from './parent-id.ts';
import { userList } from './users.ts';

export const FLOWS_KEY = 'flows';

/** Flows are asked for by whose they are. */
export const FLOW_OWNERS: Parents = { name: 'users', field: 'emailAddress' };

/** The flows that somebody has: their own, those that are shared with them, and those of the company. */
export function flowsRequest(emailAddress: string, workspaceId?: string): GongRequest {
  const query = { flowOwnerEmail: emailAddress, ...(workspaceId === undefined ? {} : { workspaceId }) };
  return { method: 'GET', path: '/v2/flows', query };
}

/** Nobody's, since the domain is reserved. */
export const NOBODY = 'nobody@example.invalid';

/** The flows of Gong Engage. Those of the company come back for every user, and go out once. */
export class Flows extends ListedStream<'flows'> {
  readonly name = 'flows';
  readonly primaryKey = ['id'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:flows:read';
  override readonly parentScopes = ['api:users:read'];
  readonly cost = '1 request a user, and the list of users';
  override readonly isOneForOne = false;
  readonly list = userList;
  override readonly lookUp: LookUp;

  /** With a workspace, its flows alone. Flows do not name theirs, so that they cannot be narrowed to several. */
  constructor(workspaceId?: string) {
    super();
    this.lookUp = eachParent({
      stream: 'flows',
      parents: FLOW_OWNERS,
      request: (owner) => flowsRequest(owner, workspaceId),
      itemsKey: FLOWS_KEY,
      isShared: true,
      toRecords: (flow) => [flow],
      key: ({ id }) => keyOf(id),
    });
  }

  override probe(): Probe {
    return { request: flowsRequest(NOBODY), itemsKey: FLOWS_KEY, isBlank: true };
  }
}
