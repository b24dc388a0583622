import { share } from './random.ts';

/** What the owner of the credentials does not get to see of what there is, as shares from 0 to 1. */
export interface Sight {
  readonly unseenCalls: number;
  readonly unseenUsers: number;
}

export const fullSight: Sight = { unseenCalls: 0, unseenUsers: 0 };

/** The same calls and users for the same share, and those of a smaller share among them. */
export function isUnseenCall(seed: number, call: number, { unseenCalls }: Sight): boolean {
  return unseenCalls > 0 && share(seed, 'unseen call', call) < unseenCalls;
}

export function isUnseenUser(seed: number, user: number, { unseenUsers }: Sight): boolean {
  return unseenUsers > 0 && share(seed, 'unseen user', user) < unseenUsers;
}

/** Throws a RangeError for what is no share. */
export function readSight(value: unknown): Sight {
  if (typeof value !== 'object' || value === null)
    throw new RangeError('expected {"calls": share, "users": share}');
  return { unseenCalls: shareIn(value, 'calls'), unseenUsers: shareIn(value, 'users') };
}

function shareIn(value: object, name: string): number {
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1] ?? 0;
  if (typeof found !== 'number' || !(found >= 0 && found <= 1)) {
    throw new RangeError(`${name} is not a share from 0 to 1: ${String(found)}`);
  }
  return found;
}
