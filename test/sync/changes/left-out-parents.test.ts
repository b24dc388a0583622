import { expect, test } from 'vitest';
import { HOUR } from '../../../src/base/instant.ts';
import { END } from '../call-world.ts';
import { ChangingGong } from './changing-gong.ts';
import { recordsOf } from './company.ts';
import { flowStreams } from './small-lists.ts';
import { syncChanges } from './sync-of-changes.ts';

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
