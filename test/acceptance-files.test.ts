import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ConfiguredCatalog, Output } from '../test-kit/airbyte-output.ts';
import { primaryKeys } from '../test-kit/truth.ts';

// What acceptance-test-config.yml promises to Airbyte's judges is held true here, without them.
const root = new URL('../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, root), 'utf8');
const sorted = (names: readonly string[]) => [...new Set(names)].toSorted();

const schemas = sorted(readdirSync(new URL('schemas/', root)).map((name) => name.replace(/\.json$/, '')));
const catalog: ConfiguredCatalog = JSON.parse(text('integration_tests/configured_catalog.json'));
const ofTimes: ConfiguredCatalog = JSON.parse(text('integration_tests/incremental_catalog.json'));
const incremental = ofTimes.streams.map(({ stream }) => stream.name).toSorted();
const config = text('acceptance-test-config.yml');
const cursorFormat = new RegExp(/ format: (\^.*\$)\n/.exec(config)?.[1] ?? 'none given');

interface ExpectedRecord {
  readonly stream: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type SavedState = ReturnType<Output['savedState']>;
const states = (name: string): SavedState => JSON.parse(text(`integration_tests/${name}_state.json`));

test('acceptance-test-config.yml names only files that exist, or secrets', () => {
  const paths = [...config.matchAll(/_?path: (\S+)/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(5);
  const missing = paths.filter((path) => !path.startsWith('secrets/') && !existsSync(new URL(path, root)));
  expect(missing).toEqual([]);
});

test('suggested streams are streams', () => {
  const metadata: { data: { suggestedStreams: { streams: string[] } } } = parse(text('metadata.yaml'));
  expect(schemas).toEqual(expect.arrayContaining(metadata.data.suggestedStreams.streams));
});

describe('configured_catalog.json', () => {
  test('has the streams of Airbyte’s own connector, with the schemas of their files', () => {
    expect(catalog.streams.map(({ stream }) => stream.name)).toEqual(Object.keys(primaryKeys));
    for (const { stream } of catalog.streams) {
      expect(stream.json_schema).toEqual(JSON.parse(text(`schemas/${stream.name}.json`)));
    }
  });

  test('reads incrementally wherever the records have times, as incremental_catalog.json does', () => {
    for (const { stream, sync_mode: mode } of catalog.streams) {
      const hasTimes = !stream.default_cursor_field?.includes('_changed_at');
      expect(mode).toBe(hasTimes ? 'incremental' : 'full_refresh');
    }
    expect(ofTimes.streams).toEqual(catalog.streams.filter(({ sync_mode: mode }) => mode === 'incremental'));
  });
});

describe.each(['sample', 'abnormal'])('%s_state.json', (name) => {
  test('has a cursor in the promised format for every incremental stream', () => {
    expect(sorted(states(name).map(({ stream }) => stream.stream_descriptor.name))).toEqual(incremental);
    for (const { stream } of states(name)) {
      expect(Object.values(stream.stream_state)).toContainEqual(expect.stringMatching(cursorFormat));
    }
  });
});

test('the abnormal state is far in the future', () => {
  for (const { stream } of states('abnormal')) {
    expect(JSON.stringify(stream.stream_state)).toMatch(/:"2[1-9]\d\d-/);
  }
});

test('expected_records.jsonl has some records of every stream, none without a key', () => {
  const records = text('integration_tests/expected_records.jsonl').trimEnd().split('\n');
  const seen = records.map((line): ExpectedRecord => JSON.parse(line));
  for (const { stream } of catalog.streams) {
    const own = seen.filter((record) => record.stream === stream.name);
    expect(own.length).toBeGreaterThanOrEqual(3);
    for (const [key = ''] of stream.source_defined_primary_key ?? []) {
      expect(sorted(own.map(({ data }) => String(data[key])))).toHaveLength(own.length);
    }
  }
});
