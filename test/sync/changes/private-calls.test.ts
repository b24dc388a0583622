import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/instant.ts';
import { objectOf } from '../../../src/base/json-object.ts';
import { Company, recordsOf, sent } from './company.ts';
import { ownListStreams, sharedStreams } from './small-lists.ts';
import type { SyncOfChanges } from './sync-of-changes.ts';

const included = { includePrivate: true };
const onlyCalls = ownListStreams.filter(({ name }) => name === 'calls');

/** Of eight days, one more than the look-back, with private calls among the younger and the older ones. */
async function companyOf(plan: Partial<SyncOfChanges>): Promise<Company> {
  const company = new Company(48, plan);
  for (const id of ['2', '5', '45']) company.change(id, { metaData: { isPrivate: true } });
  await company.sync();
  return company;
}

test('included later, the private calls of before come with all that is made of them, and of the look-back nothing else', async () => {
  const company = await companyOf({ streams: sharedStreams });
  const synced = await company.sync(HOUR, included);
  for (const [name, key] of [
    ['calls', 'id'],
    ['extensiveCalls', 'id'],
    ['callTranscripts', 'callId'],
    ['callParticipants', 'callId'],
    ['transcriptSentences', 'callId'],
  ] as const) {
    expect(company.ids(name)).toHaveLength(48);
    const came = new Set(sent(synced, name).map((record) => objectOf(record)[key]));
    // What is older than the look-back has no fingerprint.
    expect(new Set([...came].filter((id) => Number(id) < 40))).toEqual(new Set(['2', '5']));
  }
  expect(recordsOf(await company.sync(HOUR, included))).toEqual({});
});

test.each([true, false])(
  'left out again they stay, and only what turns private after that goes; with emit_deletes %j',
  async (emitDeletes) => {
    const company = await companyOf({ streams: onlyCalls, emitDeletes });
    await company.sync(HOUR, included);
    for (const afterMs of [HOUR, DAY, DAY]) {
      const { events, warnings } = await company.sync(afterMs);
      expect([recordsOf({ events }), warnings]).toEqual([{}, []]);
    }
    expect(company.ids('calls')).toHaveLength(48);
    company.change('7', { metaData: { isPrivate: true } });
    const { warnings } = await company.sync(DAY);
    expect(warnings).toHaveLength(emitDeletes ? 0 : 1);
    expect(company.ids('calls').includes('7')).toBe(!emitDeletes);
    expect(company.ids('calls').length).toBe(emitDeletes ? 47 : 48);
  },
);

test('left out again, they stay also where the look-back has passed before they are read', async () => {
  const company = await companyOf({ streams: onlyCalls });
  await company.sync(HOUR, included);
  // Of these syncs the first reads the last three hours alone.
  for (const afterMs of [HOUR, 8 * DAY]) expect(recordsOf(await company.sync(afterMs))).toEqual({});
  expect(company.ids('calls')).toHaveLength(48);
});

test('left out again, what turns private goes also where a sync has broken off meanwhile', async () => {
  const company = await companyOf({ streams: onlyCalls });
  await company.sync(HOUR, included);
  for (const afterMs of [HOUR, DAY, DAY]) await company.sync(afterMs);
  company.change('3', { metaData: { title: 'another' } });
  expect((await company.sync(DAY, { endsAt: 4 })).events.at(-1)).toMatchObject({ status: 'INCOMPLETE' });
  company.change('7', { metaData: { isPrivate: true } });
  await company.sync(DAY);
  expect(company.ids('calls')).not.toContain('7');
});
