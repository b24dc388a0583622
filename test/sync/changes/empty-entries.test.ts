import { expect, test } from 'vitest';
import { HOUR } from '../../../src/base/instant.ts';
import type { Gong, GongRequest } from '../../../src/gong/client.ts';
import { Users } from '../../../src/streams/users.ts';
import { scriptedGong } from '../../gong/scripted-gong.ts';
import { END } from '../call-world.ts';
import { syncChanges, type Synced } from './sync-of-changes.ts';

function usersOf(entries: readonly unknown[]): Gong {
  const gong = scriptedGong();
  return Object.assign(gong, {
    request: async (_request: GongRequest) => ({ kind: 'data', body: { users: entries } }),
  });
}

async function recordsOf(entries: readonly unknown[], before: Synced | undefined, hour: number) {
  return await syncChanges({
    gong: usersOf(entries),
    streams: [new Users()],
    now: END + hour * HOUR,
    ...(before === undefined ? {} : { states: before.states }),
  });
}

test('an entry of a list that is empty may be any of them, and none is taken for deleted', async () => {
  const all = Array.from({ length: 20 }, (_, index) => ({ id: String(index) }));
  let last = await recordsOf(all, undefined, 0);
  for (const hour of [1, 3, 5]) {
    last = await recordsOf([null, ...all.slice(1)], last, hour);
    expect(last.events.filter(({ kind }) => kind === 'record')).toEqual([]);
  }
  for (const hour of [7, 9]) last = await recordsOf(all.slice(1), last, hour);
  expect(last.events.filter(({ kind }) => kind === 'record')).toMatchObject([{ record: { id: '0' } }]);
});
