import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import type { ConfiguredCatalog } from '../test-kit/airbyte-output.ts';
import { jsonFile, runCommand } from '../test-kit/run-cli.ts';
import { pydanticCatalog, pydanticState } from './support/pydantic.ts';
import { choose, chooseIncremental, daysAgo, incrementalStreams, small, sync } from './support/sync.ts';
import { byKey, keysOf, truth } from '../test-kit/truth.ts';

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

/** A catalog that is refused as a whole: one config_error, exit 1, and Gong hears nothing. */
async function refusalOf(catalogPath: string, ...more: string[]): Promise<string> {
  sandbox.resetRequests();
  const config = jsonFile(sandbox.config);
  const words = ['read', '--config', config, '--catalog', catalogPath, ...more];
  const { exitCode, stderr, output } = await runCommand(...words);
  expect([exitCode, stderr, sandbox.requests.length]).toEqual([1, '', 0]);
  expect(output.messages.map(({ type }) => type)).toEqual(['TRACE']);
  const [error] = output.errors();
  expect(error?.failure_type).toBe('config_error');
  return error?.message ?? '';
}

function textFile(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'catalog');
  writeFileSync(path, text);
  return path;
}

describe('a bad catalog', () => {
  const stream = { name: 'users', json_schema: {}, supported_sync_modes: ['full_refresh'] };
  const entry = { stream, sync_mode: 'full_refresh', destination_sync_mode: 'append' };
  test.each([
    ['of an unknown mode', { streams: [{ ...entry, sync_mode: 'INVALID' }] }, 'streams[0].sync_mode'],
    ['without a mode', { streams: [entry, { ...entry, sync_mode: null }] }, 'streams[1].sync_mode'],
    ['without a name', { streams: [{ ...entry, stream: { name: null } }] }, 'streams[0].stream.name'],
    ['without a stream', { streams: [{ sync_mode: 'incremental' }] }, 'streams[0].stream.name'],
    ['with a stream twice', { streams: [entry, entry] }, 'streams[1].stream.name'],
    ['without a list', {}, 'streams'],
    ['that is a list', [entry], 'streams'],
  ])('%s', async (_name, catalog, path) => {
    expect(await refusalOf(jsonFile(catalog))).toContain(`${path} `);
  });

  test('C16: without streams', async () => {
    expect(await refusalOf(jsonFile({ streams: [] }))).toContain('has no streams');
  });

  test('of the judges of Airbyte', async () => {
    const nameless = {
      stream: { name: '__AIRBYTE__stream_that_does_not_exist', json_schema: {}, supported_sync_modes: [] },
      sync_mode: 'INVALID',
      destination_sync_mode: 'INVALID',
    };
    expect(await refusalOf(jsonFile({ streams: [nameless] }))).toContain('sync_mode');
  });

  test('that is no file, or no JSON', async () => {
    expect(await refusalOf('/nonexistent/catalog.json')).toContain('/nonexistent/catalog.json');
    expect(await refusalOf(textFile('{"streams": ['))).toContain('catalog');
  });
});

test.each([
  ['that does not exist', '/nonexistent/state.json'],
  ['that is no JSON', textFile('[{]')],
  ['that is a text', textFile('"state"')],
])('a state file %s is one config_error', async (_name, path) => {
  const message = await refusalOf(jsonFile(await choose()), '--state', path);
  expect(message).toContain('state');
});

test('a stream that we do not have fails alone', async () => {
  const { streams } = await choose(['users', 'scorecards']);
  const catalog: ConfiguredCatalog = {
    streams: [{ stream: { name: 'deals' }, sync_mode: 'full_refresh' }, ...streams],
  };
  const output = await sync(sandbox, { catalog, exitCode: 1, rules: { unknownStreams: ['deals'] } });
  expect(output.errors()).toMatchObject([
    {
      failure_type: 'config_error',
      stream_descriptor: { name: 'deals' },
      message: expect.stringContaining('deals'),
    },
  ]);
  expect(output.statuses('deals')).toEqual(['INCOMPLETE']);
  for (const stream of ['users', 'scorecards']) {
    expect(output.statuses(stream).at(-1)).toBe('COMPLETE');
    expect(keysOf(stream, output.records(stream))).toEqual(keysOf(stream, truth(sandbox, stream)));
  }
});

test('incremental is tolerated for streams that are read whole, whatever their state', async () => {
  const chosen = await choose(['userSettingsHistory', 'flowProspects']);
  const streams = chosen.streams.map((each) => ({ ...each, sync_mode: 'incremental' }));
  const noCursor = { __ab_no_cursor_state_message: true };
  const state = pydanticState({ userSettingsHistory: noCursor, flowProspects: { id: 7 } });
  const output = await sync(sandbox, { catalog: { streams }, state });
  expect(output.records('userSettingsHistory').length).toBeGreaterThan(0);
  expect(output.states('userSettingsHistory')).toEqual([noCursor]);
});

test('lists without times come whole at first, whatever their state, then what differs; a full refresh is as it was', async () => {
  const names = ['users', 'scorecards'];
  const catalog = await chooseIncremental(names);
  const state = pydanticState({ users: { __ab_no_cursor_state_message: true }, scorecards: { id: 7 } });
  const first = await sync(sandbox, { catalog, state });
  const second = await sync(sandbox, { catalog, state: first.savedState() });
  const whole = await sync(sandbox, { streams: names, state: second.savedState() });
  for (const name of names) {
    const _changed_at = first.states(name).at(-1)?.['_changed_at'];
    const expected = truth(sandbox, name);
    const marked = expected.map((record) => ({ ...record, _changed_at }));
    expect(byKey(name, first.records(name))).toEqual(byKey(name, marked));
    expect(second.records(name)).toEqual([]);
    expect(byKey(name, whole.records(name))).toEqual(byKey(name, expected));
    expect(whole.states(name)).toEqual([{ __ab_no_cursor_state_message: true }]);
  }
});

test('nulls and unknown keys are passed over', async () => {
  const states = { calls: { started: daysAgo(1), utc: true, more: null }, users: null, elsewhere: { a: 1 } };
  const output = await sync(sandbox, {
    catalog: pydanticCatalog(await choose()),
    state: pydanticState(states),
  });
  const ends = ['users', ...incrementalStreams].map((stream) => output.statuses(stream).at(-1));
  expect(new Set(ends)).toEqual(new Set(['COMPLETE']));
  expect(output.records('calls').length).toBeLessThan(output.records('extensiveCalls').length);
});

test('a catalog of an older schema, or of no schema, is read', async () => {
  const [users] = (await choose(['users'])).streams;
  const old = { ...users?.stream, name: 'users', json_schema: null };
  const catalog = { streams: [{ stream: old, sync_mode: 'full_refresh' }] };
  const output = await sync(sandbox, { catalog, rules: { undeclaredFields: true } });
  expect(output.records('users')).toHaveLength(small.users);
});
