import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { viewsSql } from '../../../src/directory/views/views.ts';
import { schemas } from '../../../src/generated/schemas.ts';
import { isJsonObject, type JsonObject } from '../../../src/base/json-object.ts';
import { streams } from '../../../src/streams/index.ts';
import { openDatabase } from '../../../test-kit/duckdb.ts';
import { recordsDirectory, writeLines, writeRecords } from '../../../test-kit/records-directory.ts';
import { syncEntry } from '../sync-entry.ts';
import { joinedViews } from './view-names.ts';

/** A text that JSON can hold without a lone half of a surrogate pair, which DuckDB refuses to read. */
const text = fc.string({ unit: 'binary' });

const anything = fc.oneof(
  text,
  fc.constantFrom('', '1970-01-01', '294247-01-11T00:00:00Z', 'true', '1e999', '-1', 'NaN'),
  fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom([], {}, [null], [[]], [{}], { '': null }, Number.MAX_SAFE_INTEGER, 1e300, -0),
);

/** Values of a schema, of which every fifth is anything at all instead. */
function drifting(schema: unknown): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: meantBy(schema), weight: 4 }, { arbitrary: anything, weight: 1 });
}

function meantBy(schema: unknown): fc.Arbitrary<unknown> {
  const { type, properties, items } = isJsonObject(schema) ? schema : {};
  const types = new Set([type].flat());
  if (isJsonObject(properties)) return recordOf(properties);
  if (types.has('array')) return fc.array(drifting(items), { maxLength: 3 });
  if (types.has('integer')) return fc.integer();
  return types.has('boolean') ? fc.boolean() : fc.constantFrom('1', '2', 'words', null);
}

function recordOf(properties: JsonObject): fc.Arbitrary<JsonObject> {
  const fields = Object.entries(properties).map(([name, schema]) => [name, drifting(schema)] as const);
  return fc
    .record(Object.fromEntries(fields), { requiredKeys: [] })
    .chain((record) => fc.dictionary(text, anything, { maxKeys: 1 }).map((more) => ({ ...more, ...record })));
}

/** A record that may be wrong everywhere but in its key. */
function keyed(schema: object, primaryKey: readonly string[], key: number): fc.Arbitrary<JsonObject> {
  const properties = 'properties' in schema && isJsonObject(schema.properties) ? schema.properties : {};
  return recordOf(properties).map((record) => ({
    ...record,
    // Whatever else is wrong with it, it is there.
    _ab_cdc_deleted_at: null,
    ...Object.fromEntries(primaryKey.map((field) => [field, String(key)])),
  }));
}

/** Of each stream: DuckDB takes its time for values that do not fit their type. */
const RECORDS = 8;
const syncs = fc.record(
  Object.fromEntries(
    streams.map(({ name, primaryKey }) => [
      name,
      fc.tuple(...Array.from({ length: RECORDS }, (_, key) => keyed(schemas[name], primaryKey, key))),
    ]),
  ),
);

/** With the views that are made of rows as well, which have the names of the others. */
const allRead = new Map(streams.map(({ name }) => [name, syncEntry(name, 1)] as const));

test('whatever Gong sends in a field, no view breaks or loses a record', async () => {
  const directory = recordsDirectory();
  const script = viewsSql(directory);
  writeLines(directory, 'views.sql', script);
  const database = await openDatabase(script);
  const ofRows = await openDatabase(viewsSql(directory, allRead));
  const property = fc.asyncProperty(syncs, async (sync) => {
    for (const { name } of streams) writeRecords(directory, `${name}/2026.jsonl`, sync[name] ?? []);
    for (const { name, primaryKey } of streams) {
      const rows = await database.rows(`SELECT * FROM "${name}"`);
      const keys = new Set(rows.map((row) => JSON.stringify(primaryKey.map((field) => row[field]))));
      expect({ name, keys: keys.size }).toEqual({ name, keys: RECORDS });
    }
    for (const view of joinedViews) {
      await database.rows(`SELECT * FROM "${view}"`);
      await ofRows.rows(`SELECT * FROM "${view}"`);
    }
  });
  const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 10);
  await fc.assert(property, { numRuns, endOnFailure: true });
  database.close();
  ofRows.close();
});
