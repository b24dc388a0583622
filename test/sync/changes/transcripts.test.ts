import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/instant.ts';
import { Company, recordsOf, sent } from './company.ts';

const SAID = [{ speakerId: '1', sentences: [{ start: 0, text: 'Well.' }] }];

test('a transcript that comes in the third sync goes out with it', async () => {
  const company = new Company(10);
  company.change('0', { transcript: undefined });
  for (const afterMs of [0, HOUR]) await company.sync(afterMs);
  expect(company.ids('callTranscripts')).not.toContain('0');
  company.change('0', { transcript: SAID });
  expect(recordsOf(await company.sync(HOUR))).toEqual({ callTranscripts: 1, transcriptSentences: 1 });
});

test('one that never comes is asked for in each read of its call, and nothing is sent', async () => {
  const company = new Company(10);
  company.change('0', { transcript: undefined });
  await company.sync();
  for (const afterMs of [HOUR, HOUR, DAY]) {
    const before = company.gong.asked.length;
    const counts = recordsOf(await company.sync(afterMs));
    expect(counts).toEqual({});
    const asked = company.gong.asked.slice(before).filter(({ path }) => path === '/v2/calls/transcript');
    expect(JSON.stringify(asked)).toContain('"0"');
  }
  expect(company.ids('callTranscripts')).toHaveLength(9);
});

test('one that is edited is seen within a day', async () => {
  const company = new Company(10);
  await company.sync();
  company.change('3', { transcript: SAID });
  const counts: object[] = [];
  for (let hour = 1; hour <= 25; hour += 1) counts.push(recordsOf(await company.sync(HOUR)));
  expect(counts.filter((each) => Object.keys(each).length > 0)).toEqual([
    { callTranscripts: 1, transcriptSentences: 1 },
  ]);
});

test('one that vanishes for a read is neither deleted nor sent again', async () => {
  const company = new Company(10);
  await company.sync();
  const transcript = company.gong.calls.get('3')?.transcript;
  company.change('3', { transcript: undefined });
  for (const afterMs of [DAY, HOUR]) expect(recordsOf(await company.sync(afterMs))).toEqual({});
  company.change('3', { transcript });
  expect(recordsOf(await company.sync(DAY))).toEqual({});
  expect(company.ids('transcriptSentences')).toHaveLength(10);
});

test('one whose call has moved goes out with the new start', async () => {
  const company = new Company(10);
  await company.sync();
  const started = new Date(company.now - 90 * 60_000).toISOString();
  company.change('0', { metaData: { started } });
  expect(sent(await company.sync(HOUR), 'callTranscripts')).toMatchObject([{ callId: '0', started }]);
});
