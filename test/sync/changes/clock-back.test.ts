import { expect, test } from 'vitest';
import { DAY, formatInstant, HOUR } from '../../../src/base/instant.ts';
import { Users } from '../../../src/streams/users.ts';
import type { Event } from '../collecting-output.ts';
import { Company, recordsOf } from './company.ts';
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

test('a sync whose clock is weeks ahead makes no later one send or forget what was sent', async () => {
  const company = new Company(20);
  await company.sync();
  await company.sync(15 * DAY);
  company.gong.calls.delete('4');
  const { events } = await company.sync(-15 * DAY + HOUR);
  expect(recordsOf({ events })).toEqual({});
  await company.sync(HOUR);
  expect(company.ids('calls')).not.toContain('4');
});
