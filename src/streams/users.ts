import { CHANGED_AT, ListedStream } from './stream.ts';
import type { Parents } from './parent-id.ts';
import { wholeList } from './whole-list.ts';

/** Also what is asked for user by user begins from it. No filter on changes exists, so every sync reads all. */
export const userList = wholeList({ name: 'users', path: '/v2/users', itemsKey: 'users', key: ['id'] });

/** As parents of what is asked for user by user. */
export const USERS: Parents = { name: 'users', field: 'id' };

/** https://help.gong.io/docs/what-the-gong-api-provides */
export class Users extends ListedStream<'users'> {
  readonly name = 'users';
  readonly primaryKey = ['id'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:users:read';
  readonly cost = '1 request for 100 users';
  override readonly isReadByDefault = true;
  readonly list = userList;
}
