import { eachParent } from './each-parent.ts';
import type { List } from './list.ts';
import { permissionProfileListOf } from './permission-profiles.ts';
import { CHANGED_AT, ListedStream } from './stream.ts';

/** Which users have which permission profile. */
export class PermissionProfileUsers extends ListedStream<'permissionProfileUsers'> {
  readonly name = 'permissionProfileUsers';
  readonly primaryKey = ['workspaceId', 'profileId', 'id'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:users:read';
  override readonly parentScopes = ['api:workspaces:read'];
  readonly cost = '1 request a profile, and the list of profiles';
  override readonly isOneForOne = false;
  readonly list: List;
  override readonly lookUp = eachParent({
    stream: 'permissionProfileUsers',
    parents: { name: 'permission profiles', field: 'id' },
    request: (id) => ({
      method: 'GET',
      path: '/v2/permission-profile/users',
      query: { profileId: id },
    }),
    itemsKey: 'users',
    toRecords: (user, { id, workspaceId }) => [{ ...user, profileId: id, workspaceId }],
  });

  constructor(list: List = permissionProfileListOf()) {
    super();
    this.list = list;
  }

  override get endpoint(): string {
    return 'GET /v2/permission-profile/users';
  }
}
