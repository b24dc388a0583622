import { expect, test } from 'vitest';
import { ConfigError } from '../../../src/base/errors.ts';
import { HOUR } from '../../../src/base/instant.ts';
import { objectOf, type JsonObject } from '../../../src/base/json-object.ts';
import { DELETED_AT } from '../../../src/protocol/deletion.ts';
import { END } from '../call-world.ts';
import { ChangingGong } from './changing-gong.ts';
import { recordsOf, sent } from './company.ts';
import { flowStreams, folderStreams } from './small-lists.ts';
import { syncChanges, type Synced } from './sync-of-changes.ts';

function foldersOf(workspace: string, count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${workspace}${index}`,
    name: `folder ${index}`,
  }));
}

/** The ids of folders that are said to be deleted. */
function deletedFolders(synced: Pick<Synced, 'events'>): unknown[] {
  const records = sent(synced, 'libraryFolders').map(objectOf);
  return records.filter((record) => record[DELETED_AT] !== null).map(({ id }) => id);
}

test('what belongs to a user without an address is not gone because it cannot be asked for', async () => {
  const gong = new ChangingGong();
  for (const id of ['1', '2', '3', '4', '5', '6', '7', '8']) {
    const emailAddress = `${id}@example.com`;
    gong.users.set(id, { id, emailAddress });
    gong.flows.set(emailAddress, [{ id, name: `flow of ${id}` }]);
  }
  const plan = { gong, streams: flowStreams };
  let { states, events } = await syncChanges({ ...plan, now: END });
  expect(recordsOf({ events })).toEqual({ users: 8, flows: 8, flowFolders: 8 });
  gong.users.set('3', { id: '3', emailAddress: null });
  ({ states } = await syncChanges({ ...plan, states, now: END + HOUR }));
  ({ states, events } = await syncChanges({ ...plan, states, now: END + 2 * HOUR }));
  expect(recordsOf({ events })).toEqual({});
  // Once it can be asked for, what is missing counts.
  gong.users.set('3', { id: '3', emailAddress: '3@example.com' });
  gong.flows.delete('3@example.com');
  ({ states } = await syncChanges({ ...plan, states, now: END + 3 * HOUR }));
  ({ events } = await syncChanges({ ...plan, states, now: END + 4 * HOUR }));
  expect(recordsOf({ events })).toEqual({ flows: 1, flowFolders: 1 });
});

test('folders of other workspaces are not gone because the key may not see workspaces any more', async () => {
  const gong = new ChangingGong();
  gong.folders.set('1', foldersOf('1', 18));
  gong.folders.set('2', foldersOf('2', 2));
  const plan = { gong, streams: folderStreams };
  let { states, events } = await syncChanges({ ...plan, now: END });
  expect(recordsOf({ events })).toEqual({ libraryFolders: 20 });
  gong.failureOfWorkspaces = new ConfigError('the scope api:workspaces:read is missing');
  for (const hours of [1, 2, 27]) {
    ({ states, events } = await syncChanges({ ...plan, states, now: END + hours * HOUR }));
    expect(deletedFolders({ events })).toEqual([]);
  }
  gong.failureOfWorkspaces = undefined;
  gong.folders.set('2', foldersOf('2', 1));
  ({ states } = await syncChanges({ ...plan, states, now: END + 28 * HOUR }));
  ({ states, events } = await syncChanges({ ...plan, states, now: END + 30 * HOUR }));
  expect(deletedFolders({ events })).toEqual(['21']);
});
