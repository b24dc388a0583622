import { describe, expect, test } from 'vitest';
import { startSandbox, type Fault } from '../sandbox/src/index.ts';
import type { JsonObject } from '../test-kit/airbyte-message.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { read, readToTruth, small } from '../test-kit/read-sandbox.ts';
import { jsonFile, runCommand } from '../test-kit/run-cli.ts';
import { keysOf, truth, type StreamName } from '../test-kit/truth.ts';
import { startScriptedGong, type ScriptedGong } from './support/scripted-gong.ts';
import { choose, daysAgo } from './support/sync.ts';

const company = { ...small, calls: 100, users: 100, days: 13 } as const;

const started = daysAgo(2);

function warnings(output: Output): string[] {
  return output.logs('WARN').map(({ message }) => message);
}

/** Reads streams of a server that sends what the test wants; the rules for records do not hold there. */
async function readScripted(
  gong: ScriptedGong,
  streams: readonly StreamName[],
): Promise<{ readonly output: Output; readonly exitCode: number | null }> {
  const files = { '--config': gong.config, '--catalog': await choose(streams) };
  const words = Object.entries(files).flatMap(([option, content]) => [option, jsonFile(content)]);
  return runCommand('read', ...words);
}

/** A page of a list, items given as the texts that Gong would send. */
function page(itemsKey: string, items: readonly string[]): { readonly body: string } {
  const records = JSON.stringify({ totalRecords: items.length, currentPageSize: items.length });
  return { body: `{"requestId":"r","records":${records},"${itemsKey}":[${items.join(',')}]}` };
}

/** What is at each path, whatever is asked for there. */
function startAt(pages: Readonly<Record<string, { readonly status?: number; readonly body: string }>>) {
  return startScriptedGong(({ path }) => pages[path]);
}

describe.concurrent.each([
  ['users', '/v2/users'],
  ['calls', '/v2/calls'],
  ['extensiveCalls', '/v2/calls/extensive'],
  ['answeredScorecards', '/v2/stats/activity/scorecards'],
] as const)('%s', (stream, path) => {
  const odd: [string, Omit<Fault, 'at'>][] = [
    ['204', { answer: { status: 204 } }],
    ['302', { answer: { status: 302, headers: { location: 'https://example.com/' } } }],
    ['404 with a web page', { status: 404, html: true }],
    ['404 without a word', { answer: { status: 404 } }],
    ['421', { answer: { status: 421, body: '<h1>Misdirected</h1>' } }],
    ['{}', { answer: { body: '{}' } }],
    ['null', { answer: { body: 'null' } }],
  ];
  test.concurrent.each(odd)('C6: %s in the middle of the list is asked for again', async (_what, fault) => {
    await using sandbox = await startSandbox({
      ...company,
      calls: 600,
      faults: [{ ...fault, at: 2, atCursor: true, path }],
    });
    const { output } = await readToTruth(sandbox, { streams: [stream] });
    expect(warnings(output)).toEqual([expect.stringContaining('attempt 2')]);
  });
});

test.concurrent.each<[StreamName, string, string, string]>([
  ['users', '/v2/users', 'users', '{"id":"1"}'],
  ['scorecards', '/v2/settings/scorecards', 'scorecards', '{"scorecardId":"1"}'],
  ['calls', '/v2/calls', 'calls', `{"id":"1","started":"${started}"}`],
  ['extensiveCalls', '/v2/calls/extensive', 'calls', `{"metaData":{"id":"1","started":"${started}"}}`],
])('C7: %s: null in the list is left out and counted', async (stream, path, itemsKey, item) => {
  await using gong = await startAt({ [path]: page(itemsKey, [item, 'null']) });
  const { output, exitCode } = await readScripted(gong, [stream]);
  expect(exitCode).toBe(0);
  expect(keysOf(stream, output.records(stream))).toEqual(['1']);
  expect(warnings(output).filter((text) => !text.includes('differ'))).toEqual([
    expect.stringMatching(/^1 entries\b.*left out/),
  ]);
  expect(gong.requests).toHaveLength(1);
});

test.concurrent('C7: a page with a cursor and no list is an empty page', async () => {
  await using gong = await startScriptedGong(({ query }) =>
    query['cursor'] === undefined
      ? { body: '{"requestId":"r","records":{"totalRecords":1,"cursor":"next"}}' }
      : page('users', ['{"id":"1"}']),
  );
  const { output, exitCode } = await readScripted(gong, ['users']);
  expect([exitCode, keysOf('users', output.records('users'))]).toEqual([0, ['1']]);
});

test.concurrent.each([
  [400, 'Call ID is not valid'],
  [404, 'Call ID was not found'],
])('C12: a call whose transcript is refused with %i is left out alone', async (status, text) => {
  await using plain = await startSandbox(company);
  const ids = truth(plain, 'callTranscripts').map(({ callId }) => String(callId));
  const [bad = ''] = ids.slice(40);
  const broken: Fault = { at: 1, times: 1_000, path: '/v2/calls/transcript', mentions: bad, status };
  await using sandbox = await startSandbox({ ...company, faults: [{ ...broken, errors: [text] }] });
  const { output, exitCode } = await read(sandbox, { streams: ['calls', 'callTranscripts'] });
  expect(exitCode).toBe(0);
  const others = ids.filter((id) => id !== bad).toSorted();
  expect(keysOf('callTranscripts', output.records('callTranscripts'))).toEqual(others);
  expect(warnings(output)).toEqual([expect.stringContaining(bad)]);
});

test.concurrent('C12: a call without an id is not asked for', async () => {
  const calls = [`{"id":null,"started":"${started}"}`, `{"id":"5","started":"${started}"}`];
  await using gong = await startAt({
    '/v2/calls': page('calls', calls),
    '/v2/calls/transcript': page('callTranscripts', ['{"callId":"5","transcript":[]}']),
  });
  const { output, exitCode } = await readScripted(gong, ['callTranscripts']);
  expect([exitCode, keysOf('callTranscripts', output.records('callTranscripts'))]).toEqual([0, ['5']]);
  const asked = gong.requests.filter(({ path }) => path === '/v2/calls/transcript');
  expect(asked.map(({ body }) => body)).toEqual([JSON.stringify({ filter: { callIds: ['5'] } })]);
});

describe.concurrent('keys and numbers', () => {
  test.concurrent('C14: a number beyond all numbers is a text', async () => {
    await using gong = await startAt({ '/v2/users': page('users', ['{"id":"1","extension":1e400}']) });
    const { output } = await readScripted(gong, ['users']);
    expect(output.records('users')).toEqual([{ id: '1', extension: '1e400' }]);
  });

  test.concurrent('C14: an id is the same as a number and as a text', async () => {
    await using gong = await startAt({ '/v2/users': page('users', ['{"id":7}', '{"id":"7"}']) });
    const { output, exitCode } = await readScripted(gong, ['users']);
    expect(exitCode).toBe(0);
    expect(keysOf('users', output.records('users'))).toEqual(['7']);
  });

  test.concurrent.each<[string, string, JsonObject, string[]]>([
    ['of its own that is null', `{"id":null,"metaData":{"id":"3","started":"${started}"}}`, { id: '3' }, []],
    ['nowhere', '{"parties":[]}', { parties: [] }, ['extensiveCalls: 1 of Gong']],
  ])('C14: an extensive call with an id %s', async (_what, item, record, told) => {
    await using gong = await startAt({ '/v2/calls/extensive': page('calls', [item]) });
    const { output, exitCode } = await readScripted(gong, ['extensiveCalls']);
    expect(exitCode).toBe(0);
    expect(output.records('extensiveCalls')).toEqual([expect.objectContaining(record)]);
    expect(warnings(output).filter((text) => text.includes('the key'))).toEqual(
      told.map((text) => expect.stringContaining(text)),
    );
  });
});

const nothing = [
  ['{"errors":["No call transcripts found corresponding to the provided filters"]}'],
  ['{"errors":["Request failed: No calls found corresponding to the provided filters"]}'],
  ['{"errors":[{"message":"No calls found corresponding to the provided filters"}]}'],
] as const;

test.concurrent.each(nothing)('C18: 404 %s means that there is nothing', async (body) => {
  const answer = { status: 404, body };
  await using gong = await startAt({ '/v2/calls': answer, '/v2/calls/extensive': answer });
  const { output, exitCode } = await readScripted(gong, ['calls', 'extensiveCalls', 'callTranscripts']);
  expect([exitCode, output.of('RECORD'), output.errors()]).toEqual([0, [], []]);
});

test.concurrent.each(nothing)('C18: 404 %s means that there are no transcripts', async (body) => {
  await using gong = await startAt({
    '/v2/calls': page('calls', [`{"id":"5","started":"${started}"}`]),
    '/v2/calls/transcript': { status: 404, body },
  });
  const { output, exitCode } = await readScripted(gong, ['calls', 'callTranscripts']);
  expect([exitCode, output.records('calls').length, output.records('callTranscripts')]).toEqual([0, 1, []]);
});

test.concurrent('C19: where the quota ends before anything was read, no state is said to be saved', async () => {
  await using sandbox = await startSandbox({ ...company, calls: 900 });
  const config = { daily_request_limit: 4 };
  const { output, exitCode } = await read(sandbox, { streams: ['extensiveCalls'], config });
  expect(exitCode).toBe(1);
  expect(output.states('extensiveCalls')).toEqual([{}]);
  const [error] = output.errors();
  expect(error?.message).toContain('daily_request_limit');
  expect(error?.message).not.toMatch(/state saved|saved state/);
});
