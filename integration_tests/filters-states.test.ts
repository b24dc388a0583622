import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { idsOfFiltered, type FilterKeys } from '../test-kit/filtered-calls.ts';
import { keysOf, parseExactly } from '../test-kit/truth.ts';
import { daysAgo, small, sync } from './support/sync.ts';

// Nothing is as young as the look-back, so that what comes again has been read anew.
const until = daysAgo(30);
const sandbox = await startSandbox({ ...small, until, workspaces: 4, internalShare: 0.2, workers: 0 });
afterAll(() => sandbox.close());

const [first = '', second = ''] = [...sandbox.truth('workspaces')].map((text) => parseExactly(text)['id']);
const privateIds = [...sandbox.truth('calls')]
  .map(parseExactly)
  .flatMap(({ id, isPrivate }) => (isPrivate === true ? [String(id)] : []));
const names = ['calls', 'extensiveCalls'] as const;
const [one, both] = [[String(first)], [String(second), String(first)]];

function read(config: FilterKeys, before?: Output): Promise<Output> {
  return sync(sandbox, { streams: names, config: { ...config }, state: before?.savedState() });
}

function filtersIn(output: Output): unknown[] {
  return output.savedState().map(({ stream }) => stream.stream_state['filters']);
}

function expectRead(output: Output, filters: FilterKeys): void {
  const ids = [...idsOfFiltered(sandbox, filters)].toSorted();
  expect(ids.length).toBeGreaterThan(0);
  for (const name of names) expect(keysOf(name, output.records(name))).toEqual(ids);
}

test('a state keeps its filters; with more of them nothing is read anew, with fewer everything is', async () => {
  const wide = await read({ workspace_ids: both });
  expectRead(wide, { workspace_ids: both });
  const filters = { workspace_ids: both.toSorted() };
  expect(filtersIn(wide)).toEqual([filters, filters]);

  const narrow = await read({ workspace_ids: one, exclude_internal_calls: true }, wide);
  expect(names.flatMap((name) => narrow.records(name))).toEqual([]);
  expect(filtersIn(narrow)[0]).toEqual({ workspace_ids: one, exclude_internal_calls: true });
  expect(narrow.logs('WARN')).toEqual([]);

  const widened = await read({ workspace_ids: one }, narrow);
  expectRead(widened, { workspace_ids: one });
  expect(widened.logs('WARN').map(({ message }) => message)).toEqual(
    names.map((name) =>
      expect.stringMatching(`^${name} is read from its beginning: .*\\(exclude_internal_calls\\)`),
    ),
  );

  const open = await read({}, widened);
  expectRead(open, {});
  expect(filtersIn(open)).toEqual([undefined, undefined]);
});

test('blocks of content are not asked for, and come with another reading of extensive calls alone', async () => {
  const lean = await read({ exclude_content: ['parties', 'media'] });
  const [call = {}] = lean.records('extensiveCalls');
  expect(Object.keys(call)).toEqual(
    expect.arrayContaining(['metaData', 'content', 'interaction', 'context']),
  );
  for (const record of lean.records('extensiveCalls')) {
    expect([record['parties'], record['media']]).toEqual([undefined, undefined]);
  }
  expect(filtersIn(lean)).toEqual([undefined, { exclude_content: ['media', 'parties'] }]);

  const whole = await read({ exclude_content: ['media'] }, lean);
  expect(whole.records('calls')).toEqual([]);
  expect(keysOf('extensiveCalls', whole.records('extensiveCalls'))).toEqual(
    keysOf('extensiveCalls', lean.records('extensiveCalls')),
  );
  expect(whole.records('extensiveCalls').some(({ parties }) => Array.isArray(parties))).toBe(true);
});

test('private calls come with another reading of all that is made of calls', async () => {
  const streams = ['calls', 'extensiveCalls', 'callTranscripts', 'callParticipants'] as const;
  const of = (include_private_calls: boolean, before?: Output): Promise<Output> =>
    sync(sandbox, { streams, config: { include_private_calls }, state: before?.savedState() });
  expect(privateIds).not.toEqual([]);
  const without = await of(false);
  const included = await of(true, without);
  for (const [name, key] of [
    ['calls', 'id'],
    ['extensiveCalls', 'id'],
    ['callTranscripts', 'callId'],
    ['callParticipants', 'callId'],
  ] as const) {
    const ids = new Set(included.records(name).map((record) => record[key]));
    for (const id of privateIds) expect(ids).toContain(id);
    for (const record of without.records(name)) expect(ids).toContain(record[key]);
  }
  expect(included.logs('WARN').map(({ message }) => message)).toEqual(
    streams.map((name) => expect.stringMatching(`^${name} is read from .*\\(include_private_calls\\)`)),
  );
});
