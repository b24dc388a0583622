import { expect, test } from 'vitest';
import { checkRead, parseOutput, type ConfiguredCatalog } from './airbyte-output.ts';
import { print, sample } from './sample-output.ts';

const AT = '2026-11-25T22:00:04Z';

/** One stream with a cursor of its own, one that is compared. */
function catalogOf(name: string, cursor: string, mode: string): ConfiguredCatalog {
  const stream = {
    name,
    json_schema: { properties: { id: {}, title: {}, [cursor]: {}, _changed_at: {}, _ab_cdc_deleted_at: {} } },
    supported_sync_modes: ['full_refresh', 'incremental'],
    default_cursor_field: [cursor],
    source_defined_primary_key: [['id']],
  };
  return { streams: [{ stream, sync_mode: mode }] };
}

const calls = catalogOf('calls', 'started', 'incremental');
const users = catalogOf('users', '_changed_at', 'incremental');
const allUsers = catalogOf('users', '_changed_at', 'full_refresh');

function check({ streams }: ConfiguredCatalog, data: object): () => void {
  const [configured] = streams;
  const { name = '', default_cursor_field: cursor } = configured?.stream ?? {};
  const messages = [
    sample.status(name, 'STARTED'),
    sample.status(name, 'RUNNING'),
    sample.record(name, data),
    sample.state(name, { [cursor?.[0] ?? '']: AT }, 1),
    sample.status(name, 'COMPLETE'),
  ];
  return () => checkRead(parseOutput(print(messages)), { streams });
}

test.each([
  [calls, { id: '1', started: AT, _ab_cdc_deleted_at: AT }],
  [calls, { id: '1', title: 'A', _ab_cdc_deleted_at: null }],
  [users, { id: '1', _changed_at: AT, _ab_cdc_deleted_at: AT }],
  [users, { id: '1', _changed_at: AT }],
  [allUsers, { id: '1' }],
])('%j may have a record %j', (catalog, data) => {
  expect(check(catalog, data)).not.toThrow();
});

test.each([
  [calls, { id: '1', _ab_cdc_deleted_at: AT }, 'calls: a deletion without started'],
  [calls, { id: '1', started: AT, title: 'A', _ab_cdc_deleted_at: AT }, 'calls: a deletion with title'],
  [
    calls,
    { id: '1', started: AT, _ab_cdc_deleted_at: true },
    'calls: _ab_cdc_deleted_at is no UTC instant: true',
  ],
  [calls, { id: '1', _changed_at: AT }, 'calls: _changed_at where nothing is compared'],
  [users, { id: '1' }, 'users: _changed_at is no UTC instant: undefined'],
  [allUsers, { id: '1', _changed_at: AT }, 'users: _changed_at where nothing is compared'],
])('%j may have no record %j', (catalog, data, problem) => {
  expect(check(catalog, data)).toThrow(`line 3: ${problem}`);
});
