import type { Gong } from '../gong/client.ts';
import { idText } from './parent-id.ts';
import { readOnce } from './read-once.ts';

/** The ids of those whom somebody reports to. */
export async function readManagers(gong: Gong, signal: AbortSignal): Promise<readonly string[]> {
  const users = await readOnce(gong, { method: 'GET', path: '/v2/users' }, 'users', signal);
  // Most people have none.
  const ids = users.map(({ managerId }) => idText(managerId));
  return [...new Set(ids.filter((id) => id !== undefined))];
}
