import { eachParent } from './each-parent.ts';
import { ListedStream } from './stream.ts';
import { userList, USERS } from './users.ts';

/** Which settings of users were changed, and when. */
export class UserSettingsHistory extends ListedStream<'userSettingsHistory'> {
  readonly name = 'userSettingsHistory';
  readonly primaryKey = ['userId', 'setting', 'time'] as const;
  readonly scope = 'api:users:read';
  readonly cost = '1 request a user, and the list of users';
  override readonly isOneForOne = false;
  readonly list = userList;
  override readonly lookUp = eachParent({
    stream: 'userSettingsHistory',
    parents: USERS,
    request: (id) => ({
      method: 'GET',
      path: `/v2/users/${encodeURIComponent(id)}/settings-history`,
    }),
    itemsKey: 'userSettingsHistory',
    toRecords: (change, { id }) => [{ ...change, userId: id }],
  });

  override get endpoint(): string {
    return 'GET /v2/users/{id}/settings-history';
  }
}
