import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { type Ask, allContent, ask, free, readAll, rowsOf, walk } from './gong-client.ts';

const bothMethods = { body: { filter: { reviewMethod: 'BOTH' } } };
const collections: readonly (readonly [Parameters<Sandbox['truth']>[0], string, string, Ask])[] = [
  ['calls', '/v2/calls', 'calls', {}],
  ['extensiveCalls', '/v2/calls/extensive', 'calls', { body: { filter: {}, contentSelector: allContent } }],
  ['callTranscripts', '/v2/calls/transcript', 'callTranscripts', { body: { filter: {} } }],
  ['users', '/v2/users', 'users', {}],
  ['answeredScorecards', '/v2/stats/activity/scorecards', 'answeredScorecards', bothMethods],
];

test.each(collections)(
  'a walk of %s to the end brings its truth, text by text',
  async (name, path, key, question) => {
    await using sandbox = await startSandbox({ ...free, calls: 230, pageSize: 50 });
    const replies = await walk(sandbox, path, question);
    const records = [...sandbox.truth(name)];
    expect(replies.length).toBe(Math.ceil(records.length / 50));
    expect(replies.map(({ text }) => textOfRecords(text, key)).join(',')).toBe(records.join(','));
  },
);

test.each(collections)('%s carry an envelope that counts', async (_name, path, key, question) => {
  await using sandbox = await startSandbox({ ...free, calls: 230, pageSize: 50 });
  const replies = await walk(sandbox, path, question);
  const total = replies.reduce((sum, reply) => sum + rowsOf(reply, key).length, 0);
  replies.forEach((reply, page) => {
    const { body } = reply;
    expect(body.requestId).toEqual(expect.any(String));
    expect(body.records).toMatchObject({
      totalRecords: total,
      currentPageSize: rowsOf(reply, key).length,
      currentPageNumber: page,
    });
    expect('cursor' in (body.records ?? {})).toBe(page < replies.length - 1);
  });
});

test('scorecard definitions come in one piece without records', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 5 });
  const { body, text } = await ask(sandbox, '/v2/settings/scorecards');
  expect(Object.keys(body)).toEqual(['requestId', 'scorecards']);
  expect(text).toContain(`"scorecards":[${[...sandbox.truth('scorecards')].join(',')}]}`);
});

test.each(['descending', 'scattered', 'ascending-but-for-the-last'] as const)(
  'the order can be %s, with nothing lost or repeated',
  async (order) => {
    await using sandbox = await startSandbox({ ...free, calls: 97, pageSize: 10, order });
    const found = await readAll(sandbox, '/v2/calls', 'calls');
    const truth = [...sandbox.truth('calls')];
    const texts = found.map((call) => JSON.stringify(call));
    expect(texts).not.toEqual(truth);
    expect(texts.toSorted()).toEqual(truth.toSorted());
  },
);

test('a page size cannot be asked for', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 230 });
  const { body } = await ask(sandbox, '/v2/calls', { query: { pageSize: '5', limit: '5' } });
  expect(body.records?.currentPageSize).toBe(100);
});

function textOfRecords(text: string, key: string): string {
  const start = text.indexOf(`"${key}":[`) + key.length + 4;
  return text.slice(start, -2);
}
