import { expect, test } from 'vitest';
import { HOUR } from '../../../src/base/instant.ts';
import { Company } from './company.ts';
import { Destination } from './destination.ts';
import { sharedStreams } from './small-lists.ts';
import { syncChanges } from './sync-of-changes.ts';
import { Versions } from './versions.ts';

/** Calls half an hour apart, so that they are read in several windows. */
function busyCompany(): Company {
  const company = new Company(0);
  for (let index = 1; index <= 150; index += 1) {
    const id = String(index);
    company.gong.calls.set(id, {
      metaData: { id, started: new Date(company.now - (index * HOUR) / 2).toISOString(), title: 'A call' },
      content: { parties: [{ name: 'Ann' }] },
      transcript: [{ sentences: [{ text: 'Hello.' }] }],
    });
  }
  return company;
}

test.each([40, 300, 610, 640, 665])(
  'a sync that is told to end behind line %i takes nothing for sent that was on its way',
  async (endsAt) => {
    const { gong, now } = busyCompany();
    const versions = new Versions(sharedStreams, true);
    versions.note(gong);
    // No state goes out but those that have to.
    const plan = { gong, streams: sharedStreams, now, clockStepMs: 0, endsAt };
    const { events } = await syncChanges(plan);
    const destination = new Destination(sharedStreams);
    const untrue: string[] = [];
    let states = 0;
    for (const event of events) {
      destination.take(event);
      if (event.kind !== 'state') continue;
      states += 1;
      untrue.push(...versions.untrue(event.stream, event.state, (stream) => destination.rowsOf(stream)));
    }
    expect(states).toBeGreaterThan(0);
    expect(untrue).toEqual([]);
  },
);
