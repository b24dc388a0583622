import type { GongRequest } from '../gong/client.ts';
import { eachParent } from './each-parent.ts';
import { FLOW_OWNERS, NOBODY } from './flows.ts';
import { keyOf } from './list.ts';
import { CHANGED_AT, ListedStream, type LookUp, type Probe } from './stream.ts';
import { userList } from './users.ts';

// Gong's document calls the list so, as that of the flows.
const ITEMS_KEY = 'flows';

function foldersRequest(emailAddress: string, workspaceId?: string): GongRequest {
  const query = { flowFolderOwnerEmail: emailAddress, ...(workspaceId === undefined ? {} : { workspaceId }) };
  return { method: 'GET', path: '/v2/flows/folders', query };
}

/** The folders of the flows of Gong Engage. Those of the company come back for every user, and go out once. */
export class FlowFolders extends ListedStream<'flowFolders'> {
  readonly name = 'flowFolders';
  readonly primaryKey = ['id'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:flows:read';
  override readonly parentScopes = ['api:users:read'];
  readonly cost = '1 request a user, and the list of users';
  override readonly isOneForOne = false;
  readonly list = userList;
  override readonly lookUp: LookUp;

  /** With a workspace, its folders alone. */
  constructor(workspaceId?: string) {
    super();
    this.lookUp = eachParent({
      stream: 'flowFolders',
      parents: FLOW_OWNERS,
      request: (owner) => foldersRequest(owner, workspaceId),
      itemsKey: ITEMS_KEY,
      toRecords: (folder) => [folder],
      key: ({ id }) => keyOf(id),
    });
  }

  override probe(): Probe {
    return { request: foldersRequest(NOBODY), itemsKey: ITEMS_KEY, isBlank: true };
  }
}
