import { ListedStream } from './stream.ts';
import { keyOf, PAGE_SIZE, type List } from './list.ts';

/** https://help.gong.io/docs/what-the-gong-api-provides; no filter on changes exists, so every sync reads all. */
export class Users extends ListedStream<'users'> {
  readonly name = 'users';
  readonly primaryKey = ['id'] as const;
  readonly scope = 'api:users:read';
  readonly cost = '1 request for 100 users';
  readonly list: List = {
    name: 'users',
    granularity: 'none',
    itemsKey: 'users',
    pageSize: PAGE_SIZE,
    request: () => ({ method: 'GET', path: '/v2/users' }),
    key: (user) => keyOf(user['id']),
  };
}
