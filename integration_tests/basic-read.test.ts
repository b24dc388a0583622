import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { chooseFullRefresh, discover, incrementalStreams, small, sync } from './support/sync.ts';
import { byKey, truth } from '../test-kit/truth.ts';
import { faultsOf } from './support/validation.ts';

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

const all = ['users', 'calls', 'extensiveCalls', 'scorecards', 'answeredScorecards', 'callTranscripts'];
const emittedAt = (output: Output): number[] => output.of('RECORD').map(({ record }) => record.emitted_at);

const first = await sync(sandbox);

describe.each(all)('%s', (stream) => {
  test('has exactly the records that Gong has, but no private calls', () => {
    const records = first.records(stream);
    expect(records.length).toBeGreaterThan(0);
    expect(byKey(stream, records)).toEqual(byKey(stream, truth(sandbox, stream)));
  });

  test('has records that fit the schema of the catalog', async () => {
    const { streams } = (await discover()).catalog;
    const schema = streams.find(({ name }) => name === stream)?.json_schema ?? {};
    expect(schema).toHaveProperty('properties');
    expect(first.records(stream).flatMap(faultsOf(schema))).toEqual([]);
  });

  test('starts, runs, gives a state with its count and is complete', () => {
    expect(first.statuses(stream)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    const states = first.of('STATE').filter(({ state }) => state.stream.stream_descriptor.name === stream);
    const counts = states.map(({ state }) => state.sourceStats.recordCount);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(first.records(stream).length);
  });
});

test('streams without a cursor leave the mark of Airbyte’s CDK, the others an instant that is now', () => {
  for (const stream of incrementalStreams) {
    const [instant] = Object.values(first.states(stream).at(-1) ?? {});
    expect(Math.abs(Date.parse(String(instant)) - Date.now())).toBeLessThan(60_000);
  }
  for (const stream of ['users', 'scorecards']) {
    expect(first.states(stream).at(-1)).toEqual({ __ab_no_cursor_state_message: true });
  }
});

test('no record differs from the schema, and the log says how many private calls were left out', () => {
  expect(first.logs('WARN')).toEqual([]);
  const left = truth(sandbox, 'calls', true).length - truth(sandbox, 'calls').length;
  expect(left).toBeGreaterThan(0);
  for (const stream of ['calls', 'extensiveCalls', 'callTranscripts']) {
    const line = first.logs('INFO').find(({ message }) => message.startsWith(`${stream}: left out`));
    expect(line?.message).toContain(` ${left} private calls`);
  }
});

test('private calls come with include_private_calls', async () => {
  const streams = ['calls', 'extensiveCalls', 'callTranscripts'];
  const output = await sync(sandbox, { streams, config: { include_private_calls: true } });
  for (const stream of streams) {
    expect(byKey(stream, output.records(stream))).toEqual(byKey(stream, truth(sandbox, stream, true)));
  }
});

test('ids that Gong sends as numbers and as strings are the same strings', async () => {
  await using strings = await startSandbox({ ...small, numericIds: false });
  const stream = 'answeredScorecards';
  const output = await sync(strings, { streams: [stream], config: { start_date: undefined } });
  expect(output.logs('WARN')).toEqual([]);
  expect(byKey(stream, output.records(stream))).toEqual(byKey(stream, first.records(stream)));
});

test('a second full refresh has the same records, all of them later', async () => {
  const [one, two] = [
    await sync(sandbox, { catalog: await chooseFullRefresh() }),
    await sync(sandbox, { catalog: await chooseFullRefresh(), state: first.savedState() }),
  ];
  for (const stream of all) {
    expect(byKey(stream, two.records(stream))).toEqual(byKey(stream, one.records(stream)));
  }
  expect(Math.min(...emittedAt(two))).toBeGreaterThan(Math.max(...emittedAt(one)));
});

test('a stream alone reads what it needs and no other', async () => {
  const output = await sync(sandbox, { streams: ['callTranscripts'] });
  expect(new Set(output.of('RECORD').map(({ record }) => record.stream))).toEqual(
    new Set(['callTranscripts']),
  );
  expect(output.records('callTranscripts')).toHaveLength(first.records('callTranscripts').length);
});

test('an account without anything is complete, with a state for each stream', async () => {
  await using empty = await startSandbox({ ...small, calls: 0, users: 0, scorecards: 0 });
  const output = await sync(empty);
  expect(output.of('RECORD')).toEqual([]);
  for (const stream of all) {
    expect(output.statuses(stream)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    expect(output.states(stream).length).toBeGreaterThan(0);
  }
});
