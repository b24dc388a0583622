import { expect, test } from 'vitest';
import { DAY } from '../../../src/base/instant.ts';
import { CallParticipants } from '../../../src/streams/call-participants.ts';
import { Changes, formOf } from '../../../src/sync/changes/changes.ts';
import { readSavedChanges } from '../../../src/sync/changes/saved-changes.ts';
import { tombstonesOfRows } from '../../../src/sync/changes/tombstones.ts';
import { END } from '../call-world.ts';

const stream = new CallParticipants();
const started = '2026-11-18T18:00:05Z';

function call(title: string): object {
  return { metaData: { id: '1', started, title } };
}

test.each([true, false])(
  'a call of more rows than a state can count goes out once; with deletions %j',
  (sendsDeletions) => {
    const form = formOf(stream, sendsDeletions);
    const saved = readSavedChanges(undefined, { form, shape: '', onDamage: expect.unreachable });
    const changes = new Changes({
      stream,
      saved,
      now: END,
      keptFrom: END - 7 * DAY,
      isDeep: true,
      sendsDeletions,
    });
    const first = changes.versionOf({ ...call('a') });
    if (first === undefined) throw new Error('nothing goes out at first');
    changes.announce(first, 70_000);
    changes.noteSent(first, 70_000);
    expect(changes.versionOf({ ...call('a') })).toBeUndefined();

    expect(changes.versionOf({ ...call('b') })).toBeDefined();
    const [item] = saved.seen;
    const positionsFrom = (rows: number): unknown[] =>
      item === undefined
        ? []
        : tombstonesOfRows(item, stream, saved, rows, END).map(({ position }) => position);
    // Those that a deletion is certain of, and none of those that are there.
    expect(positionsFrom(70_001)).toEqual([]);
    expect(positionsFrom(65_533)).toEqual(sendsDeletions ? [65_533, 65_534] : []);
  },
);
