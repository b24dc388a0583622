import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { jsonFile, runCommand } from '../test-kit/run-cli.ts';
import { at, objectsIn, schemasIn } from './support/schema-walk.ts';
import { validConfig } from './support/sync.ts';

const finished = await runCommand('discover', '--config', jsonFile(validConfig));
const { streams } = finished.output.single('CATALOG').catalog;

const DELETED_AT = '_ab_cdc_deleted_at';

function isCompared({ default_cursor_field: cursor }: (typeof streams)[number]): boolean {
  return cursor?.at(-1) === '_changed_at';
}

test('is one message, and exit 0', () => {
  expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
  expect(finished.output.messages).toHaveLength(1);
});

test('finds the streams of Airbyte’s own connector, with their keys and cursors', () => {
  const found = streams
    .slice(0, 6)
    .map((stream) => [stream.name, stream.source_defined_primary_key, stream.default_cursor_field]);
  expect(found).toEqual([
    ['users', [['id']], ['_changed_at']],
    ['calls', [['id']], ['started']],
    ['extensiveCalls', [['id']], ['startdatetime']],
    ['scorecards', [['scorecardId']], ['_changed_at']],
    ['answeredScorecards', [['answeredScorecardId']], ['reviewTime']],
    ['callTranscripts', [['callId']], ['started']],
  ]);
});

test('offers incremental reads, always second, where there is a cursor that the source defines', () => {
  for (const stream of streams) {
    const hasCursor = stream.default_cursor_field !== undefined;
    expect(stream.supported_sync_modes).toEqual(
      hasCursor ? ['full_refresh', 'incremental'] : ['full_refresh'],
    );
    expect(stream.source_defined_cursor ?? false).toBe(hasCursor);
    // Without times a full refresh is all or nothing, so that its next attempt begins anew.
    const hasTimes = hasCursor && !isCompared(stream);
    expect(stream.is_resumable).toBe(hasTimes);
  }
});

test('compares what has no times, but for what a sync cannot know to be whole', () => {
  expect(streams.filter(isCompared).map(({ name }) => name)).toEqual([
    'users',
    'scorecards',
    'workspaces',
    'keywordTrackers',
    'libraryFolders',
    'libraryFolderContent',
    'callOutcomes',
    'aiBriefs',
    'permissionProfiles',
    'permissionProfileUsers',
    'tasks',
    'flows',
    'flowFolders',
    'flowSteps',
    'crmIntegrations',
    'crmEntitySchema',
  ]);
});

test('has the field of deletions, as a time, wherever they can be seen', () => {
  const without = streams.filter(({ json_schema: schema }) => !(DELETED_AT in schema.properties));
  expect(without.map(({ name }) => name)).toEqual([
    'callUsersAccess',
    'statsInteraction',
    'statsActivityAggregate',
    'statsActivityAggregateByPeriod',
    'statsActivityDayByDay',
    'coaching',
    'userSettingsHistory',
    'logs',
    'flowProspects',
  ]);
  const times = streams.flatMap(({ json_schema: schema }) => schema.properties[DELETED_AT] ?? []);
  for (const time of times) expect(time).toMatchObject({ type: ['null', 'string'], format: 'date-time' });
});

test('says nothing that is null, and no namespace', () => {
  const described = streams.map((stream) => ({ ...stream, json_schema: undefined }));
  expect(JSON.stringify(described)).not.toMatch(/null|namespace/);
});

describe('every schema', () => {
  test('is a valid draft-07 schema with known formats', () => {
    const ajv = formats.default(new Ajv({ strict: true, allowUnionTypes: true }));
    for (const { json_schema: schema } of streams) {
      expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
      expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
      expect(() => ajv.compile(schema)).not.toThrow();
    }
  });

  test('has the key, which is scalar, and the cursor', () => {
    for (const { json_schema: schema, ...stream } of streams) {
      for (const [key = ''] of stream.source_defined_primary_key ?? []) {
        const type = key === 'position' ? 'integer' : 'string';
        expect(at(schema.properties, key)['type']).toEqual(['null', type]);
      }
      for (const cursor of stream.default_cursor_field ?? []) {
        expect(at(schema.properties, cursor)).toMatchObject({
          type: ['null', 'string'],
          format: 'date-time',
        });
      }
    }
  });

  test('has no keyword that destinations do not know', () => {
    for (const schema of streams.flatMap(({ json_schema: each }) => schemasIn(each))) {
      const forbidden = new Set(['$ref', 'allOf', 'anyOf', 'not', 'definitions', '$defs', 'if']);
      expect(Object.keys(schema).filter((key) => forbidden.has(key))).toEqual([]);
    }
  });

  test('lets further fields through, at every depth', () => {
    const objects = streams
      .flatMap(({ json_schema: each }) => schemasIn(each))
      .filter((each) => 'properties' in each);
    expect(objects.length).toBeGreaterThan(20);
    expect(new Set(objects.map(({ additionalProperties }) => additionalProperties))).toEqual(new Set([true]));
    const said = objectsIn(streams).map(({ additionalProperties }) => additionalProperties);
    expect(new Set(said)).toEqual(new Set([true, undefined]));
  });
});

test.each([
  ['an empty config', {}, 'credentials: is required'],
  ['a wrong value', { ...validConfig, num_workers: 0 }, 'num_workers: must be >= 1'],
  ['a list', [validConfig], 'not a JSON object'],
])('%s is one config_error, and exit 1', async (_name, config, fault) => {
  const { exitCode, stderr, output } = await runCommand('discover', '--config', jsonFile(config));
  expect([exitCode, stderr, output.messages.length]).toEqual([1, '', 1]);
  expect(output.errors()).toEqual([
    expect.objectContaining({ failure_type: 'config_error', message: expect.stringContaining(fault) }),
  ]);
});

test('a config file that does not exist is one config_error, and exit 1', async () => {
  const { exitCode, output } = await runCommand('discover', '--config', '/nonexistent/config.json');
  expect([exitCode, output.messages.length]).toEqual([1, 1]);
  expect(output.errors()).toMatchObject([{ failure_type: 'config_error' }]);
});

test('nothing is asked of Gong', async () => {
  const config = { ...validConfig, api_base_url: 'http://127.0.0.1:9' };
  const { exitCode, output } = await runCommand('discover', '--config', jsonFile(config));
  expect([exitCode, output.single('CATALOG').catalog.streams.length]).toEqual([0, streams.length]);
});
