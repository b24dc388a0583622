import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import {
  readConfiguredCatalog,
  toAirbyteStream,
  toConfiguredEntry,
  toConfiguredStream,
} from '../../src/protocol/catalog.ts';
import { failureOf } from '../../test-kit/failure-of.ts';

const schema = { type: 'object', properties: { id: {}, started: {} } };

function entry(name: unknown, syncMode: unknown = 'incremental'): object {
  return { stream: { name, json_schema: {} }, sync_mode: syncMode, destination_sync_mode: 'append' };
}

test('a stream with a cursor can be read whole and from where it stopped', () => {
  expect(toAirbyteStream({ name: 'calls', primaryKey: ['id'], cursorField: 'started' }, schema)).toEqual({
    name: 'calls',
    json_schema: schema,
    supported_sync_modes: ['full_refresh', 'incremental'],
    source_defined_cursor: true,
    default_cursor_field: ['started'],
    source_defined_primary_key: [['id']],
    is_resumable: true,
  });
});

test('a stream without a cursor can only be read whole', () => {
  expect(toAirbyteStream({ name: 'users', primaryKey: ['id'] }, schema)).toEqual({
    name: 'users',
    json_schema: schema,
    supported_sync_modes: ['full_refresh'],
    source_defined_primary_key: [['id']],
    is_resumable: false,
  });
});

test('a stream whose records are compared can be read for what differs, but a full refresh of it begins anew', () => {
  const shape = { name: 'users', primaryKey: ['id'], cursorField: '_changed_at', isCompared: true };
  const stream = toAirbyteStream(shape, schema);
  expect(stream).toMatchObject({
    supported_sync_modes: ['full_refresh', 'incremental'],
    source_defined_cursor: true,
    default_cursor_field: ['_changed_at'],
    is_resumable: false,
  });
  expect(toConfiguredEntry(stream)).toMatchObject({
    sync_mode: 'incremental',
    destination_sync_mode: 'append_dedup',
    cursor_field: ['_changed_at'],
  });
  expect(toConfiguredStream(shape)).toEqual({ name: 'users', syncMode: 'incremental', takesDeletions: true });
});

test.each([
  [{ id: {}, _ab_cdc_deleted_at: { type: ['null', 'string'] } }, true],
  [{ id: {}, _ab_cdc_deleted_at: {} }, true],
  [{ id: {}, _ab_cdc_deleted_at: null }, false],
  [{ id: {} }, false],
  [null, false],
  [['_ab_cdc_deleted_at'], false],
])('a destination whose schema has the columns %j takes deletions: %s', (properties, takesDeletions) => {
  const stream = { name: 'calls', json_schema: { properties }, supported_sync_modes: ['full_refresh'] };
  const [configured] = readConfiguredCatalog({
    streams: [{ stream, sync_mode: 'incremental', destination_sync_mode: 'append_dedup' }],
  });
  expect(configured?.takesDeletions).toBe(takesDeletions);
  const [discovered] = readConfiguredCatalog({ streams: [stream] });
  expect(discovered?.takesDeletions).toBe(takesDeletions);
});

test('the chosen streams are read in their order', () => {
  const catalog = { streams: [entry('users', 'full_refresh'), entry('calls')] };
  expect(readConfiguredCatalog(catalog)).toEqual([
    { name: 'users', syncMode: 'full_refresh', takesDeletions: false },
    { name: 'calls', syncMode: 'incremental', takesDeletions: false },
  ]);
});

test('nulls and unknown keys do not matter', () => {
  const nulls = {
    cursor_field: null,
    primary_key: null,
    generation_id: null,
    sync_id: null,
    include_files: null,
  };
  const stream = { name: 'calls', namespace: null, json_schema: null, is_resumable: null, anything: 1 };
  const catalog = { streams: [{ ...entry('calls'), ...nulls, stream }], anything: null };
  expect(readConfiguredCatalog(catalog)).toEqual([
    { name: 'calls', syncMode: 'incremental', takesDeletions: false },
  ]);
});

test.each([
  [null, 'streams must be a list'],
  [[], 'streams must be a list'],
  [{}, 'streams must be a list'],
  [{ streams: {} }, 'streams must be a list'],
  [{ streams: [null] }, 'streams[0].stream.name must be'],
  [{ streams: [{ sync_mode: 'incremental' }] }, 'streams[0].stream.name must be'],
  [{ streams: [entry('calls'), entry(5)] }, 'streams[1].stream.name must be'],
  [{ streams: [entry('')] }, 'streams[0].stream.name must be'],
  [{ streams: [entry('calls', 'INVALID')] }, 'streams[0].sync_mode (stream calls) must be'],
  [{ streams: [entry('calls', null)] }, 'streams[0].sync_mode (stream calls) must be'],
  [
    { streams: [entry('calls'), entry('users'), entry('calls')] },
    'streams[2].stream.name names calls a second time',
  ],
])('%j is refused by its path', (catalog, text) => {
  const read = (): unknown => readConfiguredCatalog(catalog);
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(`The configured catalog cannot be used: ${text}`);
});

test('any value is either a catalog or the fault of the user', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (streams, stream) => {
      for (const catalog of [streams, { streams }, { streams: [{ stream, sync_mode: 'incremental' }] }]) {
        expect([undefined, ConfigError]).toContain(
          failureOf(() => readConfiguredCatalog(catalog))?.constructor,
        );
      }
    }),
  );
});

test('C16: a catalog without streams is refused', () => {
  expect(() => readConfiguredCatalog({ streams: [] })).toThrow(ConfigError);
  expect(() => readConfiguredCatalog({ streams: [] })).toThrow('has no streams');
});

test('H5: a catalog of 200,000 streams is read at once', () => {
  const streams = Array.from({ length: 200_000 }, (_value, index) => entry(`stream ${index}`));
  const started = performance.now();
  expect(readConfiguredCatalog({ streams })).toHaveLength(200_000);
  // To look for each name among all others takes minutes.
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(() => readConfiguredCatalog({ streams: [...streams, streams[199_999]] })).toThrow(
    'streams[200000].stream.name names stream 199999 a second time',
  );
});
