import { expect, test } from 'vitest';
import { CallParticipants } from '../../../src/streams/call-participants.ts';
import { Calls } from '../../../src/streams/calls.ts';
import { PermissionProfiles } from '../../../src/streams/permission-profiles.ts';
import { Users } from '../../../src/streams/users.ts';
import type { Stream } from '../../../src/streams/stream.ts';
import { identityOf, nameOf } from '../../../src/sync/changes/identity.ts';
import { itemKey } from '../../../src/sync/changes/item-key.ts';
import type { SavedChanges } from '../../../src/sync/changes/saved-changes.ts';
import { tombstonesOf, tombstonesOfRows } from '../../../src/sync/changes/tombstones.ts';
import { END } from '../call-world.ts';
import { savedWith } from './open-saved.ts';

const ID = '7782342274025937895';
const DELETED = { _ab_cdc_deleted_at: '2026-11-20T08:00:00Z' };

function itemIn(saved: SavedChanges): Parameters<typeof tombstonesOf>[0] {
  const [item] = saved.seen;
  if (item === undefined) throw new Error('nothing is known');
  return item;
}

test.each([
  ['2026-11-18T10:00:05-08:00', '2026-11-18T18:00:05.000000Z'],
  ['2026-11-18T18:00:05.123456Z', '2026-11-18T18:00:05.123456Z'],
  ['2026-11-18T18:00:05.1234561Z', '2026-11-18T18:00:05.123457Z'],
])('of a row with the cursor %s the deletion has %s', (started, cursor) => {
  const saved = savedWith({ [ID]: started });
  expect(tombstonesOf(itemIn(saved), new Calls(), saved, END)).toEqual([
    { id: ID, started: cursor, ...DELETED },
  ]);
});

test('rows of a call are deleted by their positions', () => {
  const saved = savedWith({ [ID]: '2026-11-18T18:00:05Z' }, { hasRows: true }, 3);
  const stream = new CallParticipants();
  const row = (position: number): object => ({
    callId: ID,
    position,
    started: '2026-11-18T18:00:05.000000Z',
    ...DELETED,
  });
  expect(tombstonesOf(itemIn(saved), stream, saved, END)).toEqual([row(0), row(1), row(2)]);
  expect(tombstonesOfRows(itemIn(saved), stream, saved, 2, END)).toEqual([row(2)]);
  expect(tombstonesOfRows(itemIn(saved), stream, saved, 5, END)).toEqual([]);
});

test.each<[string, Stream, object]>([
  ['one field', new Users(), { id: ID }],
  ['one field that is no number', new Users(), { id: 'a user' }],
  ['several fields', new PermissionProfiles(), { workspaceId: '5', id: ID }],
])('in a list without times a key of %s is whole', (_what, stream, keys) => {
  const form = { hasTime: false, hasHint: false, hasRows: false };
  const saved = savedWith({}, form);
  const identity = identityOf({ ...keys }, stream);
  if (identity === undefined) throw new Error('no identity');
  const { key, hour } = identity;
  saved.seen.put({ key, hour, time: 0, fingerprint: 0x0111, hint: 0, rows: 1 });
  if (key.text !== undefined) saved.names.set(nameOf(key), key.text);
  expect(tombstonesOf(itemIn(saved), stream, saved, END)).toEqual([
    { ...keys, _changed_at: '2026-11-20T08:00:00Z', ...DELETED },
  ]);
});

test('an id of 64 bits is its own key, whatever else is known by a digest', () => {
  expect(itemKey('18446744073709551615')).toEqual({ high: 2 ** 32 - 1, low: 2 ** 32 - 1, text: undefined });
  for (const text of ['18446744073709551616', '007', '', 'seven', '-1'])
    expect(itemKey(text).text).toBe(text);
});
