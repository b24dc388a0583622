import { expect, test } from 'vitest';
import { DAY, formatInstant } from '../../../src/base/instant.ts';
import { Users } from '../../../src/streams/users.ts';
import type { Event } from '../collecting-output.ts';
import { Company } from './company.ts';
import { syncChanges } from './sync-of-changes.ts';

function cursorsOf(events: readonly Event[]): unknown[] {
  return events.flatMap((event) => {
    if (event.kind === 'status') return [];
    const fields: object = event.kind === 'record' ? event.record : event.state;
    return '_changed_at' in fields ? [fields._changed_at] : [];
  });
}

test('what changes in a list without a time has no earlier cursor than what went out before, though the clock goes back', async () => {
  const { gong, now } = new Company(3);
  const streams = [new Users()];
  const { states } = await syncChanges({ gong, streams, now, emitDeletes: true });
  gong.users.set('1', { id: '1', title: 'another title' });
  const later = await syncChanges({ gong, streams, now: now - DAY, states, emitDeletes: true });
  expect(new Set(cursorsOf(later.events))).toEqual(new Set([formatInstant(now)]));
  expect(later.events.filter(({ kind }) => kind === 'record')).toHaveLength(1);
});
