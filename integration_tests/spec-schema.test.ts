import { expect, test } from 'vitest';
import { runCommand } from '../test-kit/run-cli.ts';
import { at, commonNames, entriesOf, listAt, objectsIn, schemasIn } from './support/schema-walk.ts';

// What Airbyte's connector-acceptance-test asks of a spec, and what the platform's form can show.
const { output } = await runCommand('spec');
const { spec } = output.single('SPEC');
const schemas = schemasIn(spec.connectionSpecification);
const properties = schemas.flatMap((schema) => entriesOf(schema['properties']));

test('enums have distinct values', () => {
  const lists = schemas.flatMap(({ enum: values }) => (Array.isArray(values) ? [values] : []));
  expect(lists.filter((values) => new Set(values).size < values.length)).toEqual([]);
});

test('the variants of a oneOf are told apart by exactly one constant', () => {
  const parents = schemas.filter((schema) => 'oneOf' in schema);
  expect(parents).toHaveLength(1);
  for (const parent of parents) {
    const variants = listAt(parent, 'oneOf').map((variant) => at(variant, 'properties'));
    const constant = commonNames(variants).filter((name) =>
      variants.every((each) => 'const' in at(each, name)),
    );
    expect([parent['type'], constant]).toEqual(['object', ['auth_type']]);
    for (const variant of variants) {
      const { const: value, default: fallback = value, enum: values = [value] } = at(variant, 'auth_type');
      expect([fallback, values]).toEqual([value, [value]]);
    }
  }
});

test('secrets are marked, and they alone', () => {
  const secrets = properties.filter(([, schema]) => schema['airbyte_secret'] === true);
  expect(secrets.map(([name]) => name).toSorted()).toEqual([
    'access_key',
    'access_key_secret',
    'access_token',
    'client_secret',
    'refresh_token',
  ]);
  expect(secrets.filter(([, { type }]) => type !== 'string')).toEqual([]);
});

test('each property has one type, a title and a description', () => {
  for (const [name, schema] of properties) {
    expect({ name, ...schema }).toMatchObject({
      name,
      type: expect.stringMatching(/^(?:string|integer|number|boolean|array|object)$/),
    });
  }
  const shown = properties.filter(([, schema]) => !('const' in schema));
  const texts = shown.flatMap(([, { title, description }]) => [title, description]);
  expect(texts.filter((text) => typeof text !== 'string' || text === '')).toEqual([]);
});

test('no object is empty', () => {
  const objects = schemas.filter(({ type }) => type === 'object');
  expect(objects.length).toBeGreaterThan(3);
  expect(
    objects.filter((schema) => !('oneOf' in schema) && entriesOf(schema['properties']).length === 0),
  ).toEqual([]);
});

test('no keyword is used that the platform does not know', () => {
  const forbidden = new Set(
    'not anyOf patternProperties prefixItems allOf if then else dependentSchemas dependentRequired $ref'.split(
      ' ',
    ),
  );
  expect(schemas.flatMap((schema) => Object.keys(schema)).filter((key) => forbidden.has(key))).toEqual([]);
  expect(JSON.stringify(spec)).not.toContain('"$ref"');
});

test('further keys are let through everywhere', () => {
  const values = objectsIn(spec).flatMap(({ additionalProperties: value }) =>
    value === undefined ? [] : [value],
  );
  expect(new Set(values)).toEqual(new Set([true]));
});

test('siblings have an order each, and no groups', () => {
  for (const { properties: siblings } of schemas) {
    const orders = entriesOf(siblings).map(([, { order }]) => order);
    expect(orders).toEqual([...new Set(orders)]);
  }
  expect(objectsIn(spec).filter((object) => 'group' in object || 'display_type' in object)).toEqual([]);
});
