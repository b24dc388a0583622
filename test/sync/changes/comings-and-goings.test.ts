import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/instant.ts';
import { isJsonObject } from '../../../src/base/json-object.ts';
import { Company, recordsOf, sent } from './company.ts';
import { externalStreams, ownListStreams, sharedStreams } from './small-lists.ts';

const kinds = [sharedStreams, ownListStreams].map((streams) => ({ streams, count: streams.length }));

const OF_CALLS = [
  'calls',
  'extensiveCalls',
  'callTranscripts',
  'callParticipants',
  'transcriptSentences',
] as const;

/** The streams that say that they have something of the call. */
function holding(company: Company, id: string): string[] {
  return OF_CALLS.filter((name) => company.ids(name).includes(id));
}

test.each(kinds)('a call that is deleted and comes back, of $count streams', async ({ streams }) => {
  const company = new Company(30, { streams });
  await company.sync();
  const all = holding(company, '4');
  const call = company.gong.calls.get('4');
  company.gong.calls.delete('4');
  expect(recordsOf(await company.sync(DAY))).toEqual({});
  expect(holding(company, '4')).toEqual(all);
  await company.sync(HOUR);
  expect(holding(company, '4')).toEqual([]);
  expect(recordsOf(await company.sync(DAY))).toEqual({});
  if (call !== undefined) company.gong.calls.set('4', call);
  const back = await company.sync(DAY);
  expect(holding(company, '4')).toEqual(all);
  expect(sent(back, 'calls')).toMatchObject([{ id: '4', _ab_cdc_deleted_at: null }]);
  expect(company.ids('calls')).toHaveLength(30);
});

test.each(kinds)('a call that turns private and back, of $count streams', async ({ streams }) => {
  const company = new Company(30, { streams });
  await company.sync();
  const all = holding(company, '4');
  company.change('4', { metaData: { isPrivate: true } });
  await company.sync(DAY);
  expect(holding(company, '4')).toEqual([]);
  expect(recordsOf(await company.sync(DAY))).toEqual({});
  company.change('4', { metaData: { isPrivate: false } });
  await company.sync(DAY);
  expect(holding(company, '4')).toEqual(all);
});

test('many calls that turn private at once are deleted, and nobody is told that the key sees less', async () => {
  const company = new Company(30);
  await company.sync();
  for (const id of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
    company.change(id, { metaData: { isPrivate: true } });
  company.gong.calls.delete('12');
  const { warnings } = await company.sync(DAY);
  expect(warnings).toEqual([]);
  expect(company.ids('calls')).toHaveLength(20);
  await company.sync(HOUR);
  expect(company.ids('calls')).toHaveLength(19);
});

test('without deletions the log counts once what is gone, and the rows stay', async () => {
  const company = new Company(30, { emitDeletes: false });
  await company.sync();
  company.gong.calls.delete('4');
  await company.sync(DAY);
  const { warnings, events } = await company.sync(HOUR);
  expect(recordsOf({ events })).toEqual({});
  expect(warnings.filter((text) => text.includes('1 records'))).toHaveLength(OF_CALLS.length);
  expect((await company.sync(DAY)).warnings).toEqual([]);
  expect(company.ids('calls')).toHaveLength(30);
});

test('where 30 % vanish at once nothing is deleted, and that is remembered until they are there again', async () => {
  const company = new Company(30);
  await company.sync();
  for (let id = 0; id < 9; id += 1) company.gong.hidden.add(String(id));
  const { warnings } = await company.sync(DAY);
  expect(warnings.filter((text) => /9 of 30 records .* too many at once/.test(text))).toHaveLength(
    OF_CALLS.length,
  );
  // Short reads find all of the little that they should.
  for (let left = 3; left > 0; left -= 1) expect(recordsOf(await company.sync(2 * HOUR))).toEqual({});
  expect((await company.sync(DAY)).warnings).not.toEqual([]);
  const saved = company.states.get('calls');
  expect(isJsonObject(saved) && saved['too_much_absent_since']).toBeTruthy();
  expect(company.ids('calls')).toHaveLength(30);
  company.gong.hidden.clear();
  // They went out before, and have not changed.
  expect(recordsOf(await company.sync(DAY))).toEqual({});
  // From now on what is missing counts again.
  company.gong.calls.delete('6');
  await company.sync(DAY);
  await company.sync(HOUR);
  expect(company.ids('calls')).toHaveLength(29);
});

test('where users are gone as well nothing else is deleted', async () => {
  const company = new Company(30);
  await company.sync();
  company.gong.calls.delete('4');
  await company.sync(DAY);
  company.gong.users.delete('1');
  company.gong.users.delete('2');
  const { warnings } = await company.sync(HOUR);
  expect(warnings).not.toEqual([]);
  expect(company.ids('calls')).toHaveLength(30);
});

test.each([
  ['earlier', -3 * HOUR],
  ['later', 2 * HOUR],
  ['much earlier', -5 * DAY],
])('a call that moves its start %s is neither lost nor deleted', async (_where, byMs) => {
  const company = new Company(30);
  await company.sync();
  const all = holding(company, '8');
  const started = new Date(company.now - 33 * HOUR + byMs).toISOString();
  company.change('8', { metaData: { started } });
  const { warnings, events } = await company.sync(DAY);
  expect(warnings).toEqual([]);
  expect(sent({ events }, 'calls')).toMatchObject([{ id: '8', started, _ab_cdc_deleted_at: null }]);
  for (const afterMs of [HOUR, DAY, HOUR]) expect(recordsOf(await company.sync(afterMs))).toEqual({});
  expect(holding(company, '8')).toEqual(all);
});

test('rows that vanish from a call are deleted, and those that come are sent', async () => {
  const company = new Company(30);
  await company.sync();
  const participants = sharedStreams.filter(({ name }) => name === 'callParticipants');
  const rows = (): number =>
    participants.map((each) => company.destination.rowsOf(each).get('4')?.size ?? 0)[0] ?? 0;
  for (const count of [1, 3, 0, 2]) {
    company.change('4', {
      content: { parties: Array.from({ length: count }, (_, index) => ({ name: `name ${index}` })) },
    });
    await company.sync(DAY);
    expect(rows()).toBe(count);
  }
});

test('rows that vanish from a call that moves to an earlier time are deleted', async () => {
  const company = new Company(30);
  await company.sync();
  const stream = sharedStreams.find(({ name }) => name === 'callParticipants');
  const started = new Date(company.now - 60 * HOUR).toISOString();
  company.change('4', { metaData: { started }, content: { parties: [{ name: 'Ann' }] } });
  await company.sync(DAY);
  expect(stream && company.destination.rowsOf(stream).get('4')?.size).toBe(1);
});

test('calls that the config leaves out since they have changed are neither gone nor out of sight', async () => {
  const company = new Company(30, { streams: externalStreams });
  await company.sync();
  const parties = [{ name: 'Ann', affiliation: 'Internal' }];
  for (let id = 10; id < 20; id += 1) company.change(String(id), { content: { parties } });
  company.gong.calls.delete('4');
  const { warnings } = await company.sync(DAY);
  expect(warnings).toEqual([]);
  await company.sync(HOUR);
  expect(company.ids('calls')).toHaveLength(29);
  expect(holding(company, '4')).toEqual([]);
});
