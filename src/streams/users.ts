import { ListedStream } from './stream.ts';
import { PAGE_SIZE, type Listing } from './listing.ts';

/** https://help.gong.io/docs/what-the-gong-api-provides; no filter on changes exists, so every sync reads all. */
export class Users extends ListedStream<'users'> {
  readonly name = 'users';
  readonly primaryKey = 'id';
  readonly listing: Listing = {
    calendar: 'none',
    itemsKey: 'users',
    pageSize: PAGE_SIZE,
    request: () => ({ method: 'GET', path: '/v2/users' }),
    key: (user) => user['id'],
  };
}
