import { fateOf } from './list-history.ts';
import { isUnseenUser } from './sight.ts';
import { userRecord } from './user-record.ts';
import type { World } from './world.ts';

/** Indexes of the users who are listed at an instant; those of Gong's own staff are always there. */
export function presentUsers(world: World, publication: number, includeAvatars: boolean): Uint32Array {
  const { settings } = world.company;
  const { seed, users, avatars } = settings;
  const length = includeAvatars ? users + avatars : users;
  return Uint32Array.from({ length }, (_, user) => user).filter(
    (user) =>
      user >= users ||
      (fateOf(settings, 'user', user, publication).isThere && !isUnseenUser(seed, user, world.sight())),
  );
}

export function isUserChanged(world: World, user: number): boolean {
  const { settings } = world.company;
  return user < settings.users && fateOf(settings, 'user', user, world.publication()).isChanged;
}

/** As GET /v2/users sends it at present. */
export function presentUser(world: World, user: number): Record<string, unknown> {
  const record = userRecord(world.company, user);
  return isUserChanged(world, user) ? { ...record, title: `${String(record['title'])} (changed)` } : record;
}
