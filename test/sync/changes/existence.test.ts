import { expect, test } from 'vitest';
import { callList, extensiveList } from '../../../src/streams/call-lists.ts';
import { answeredScorecardList } from '../../../src/streams/answered-scorecards.ts';
import { Existence } from '../../../src/sync/changes/existence.ts';
import { SystemError } from '../../../src/base/errors.ts';
import { scriptedGong, type Answer } from '../../gong/scripted-gong.ts';
import { ChangingGong } from './changing-gong.ts';

const { signal } = new AbortController();

function gongWith(...ids: readonly string[]): ChangingGong {
  const gong = new ChangingGong();
  for (const id of ids) gong.calls.set(id, { metaData: { id }, content: {}, transcript: undefined });
  return gong;
}

test.each([
  ['GET /v2/calls/{id}', callList, 2],
  ['POST /v2/calls/extensive', extensiveList, 1],
])('%s tells which calls exist, and each is asked for once', async (_what, list, requests) => {
  const gong = gongWith('1');
  const existence = new Existence(list, gong);
  expect(await existence.of(['1', '2'], signal)).toEqual(
    new Map([
      ['1', true],
      ['2', false],
    ]),
  );
  expect(await existence.of(['2', '1'], signal)).toEqual(
    new Map([
      ['2', false],
      ['1', true],
    ]),
  );
  expect(gong.asked).toHaveLength(requests);
});

test.each([
  ['calls', callList],
  ['extensive calls', extensiveList],
])('of %s a hundred are asked for, and nothing is said of the rest', async (_what, list) => {
  const ids = Array.from({ length: 130 }, (_, index) => String(index));
  const existence = new Existence(list, gongWith(...ids.slice(0, 10)));
  const known = await existence.of(ids, signal);
  expect(known.size).toBe(100);
  expect([...known.values()].filter(Boolean)).toHaveLength(10);
});

test('where Gong cannot be asked, nothing exists that is not listed', async () => {
  const existence = new Existence(answeredScorecardList, scriptedGong());
  expect(await existence.of(['1'], signal)).toEqual(new Map([['1', false]]));
});

test.each<[string, Answer]>([
  ['403', { kind: 'rejected', status: 403, text: 'not allowed', error: new SystemError('not allowed') }],
  [
    '404 of something else',
    { kind: 'rejected', status: 404, text: 'no such page', error: new SystemError('no such page') },
  ],
])('a %s says nothing of whether a call exists', async (_what, answer) => {
  const existence = new Existence(callList, scriptedGong(answer));
  await expect(existence.of(['1'], signal)).rejects.toThrow(SystemError);
});

test('where fewer extensive calls come than Gong counts, none of those that were asked for is missing', async () => {
  const body = { calls: [{ metaData: { id: '1' } }], records: { totalRecords: 2, currentPageSize: 1 } };
  const existence = new Existence(extensiveList, scriptedGong({ kind: 'data', body }));
  const known = await existence.of(['1', '2', '3'], signal);
  expect([...known.values()]).toEqual([true, true, true]);
});
