import { isJsonObject, type JsonObject } from '../../base/json-object.ts';
import { quoteName } from './sql-text.ts';

const SIMPLE_TYPES: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
};

/** Returns DuckDB's type for the values of a schema; JSON where they may be of any type. */
export function columnType(schema: unknown): string {
  if (!isJsonObject(schema)) return 'JSON';
  const types = typesOf(schema);
  const [type] = types;
  if (type === undefined) return 'JSON';
  // What is sometimes a text and sometimes a number is a text.
  if (types.length > 1) return types.every((each) => each in SIMPLE_TYPES) ? 'VARCHAR' : 'JSON';
  if (type === 'array') return `${columnType(schema['items'])}[]`;
  if (type === 'object') return structType(schema['properties']);
  if (type === 'string' && schema['format'] === 'date-time') return 'TIMESTAMPTZ';
  return SIMPLE_TYPES[type] ?? 'JSON';
}

/** The types that a schema allows beside null. */
function typesOf({ type }: JsonObject): string[] {
  return [type].flat().filter((each): each is string => typeof each === 'string' && each !== 'null');
}

function structType(properties: unknown): string {
  if (!isJsonObject(properties)) return 'JSON';
  const fields = Object.entries(properties).map(
    ([name, schema]) => `${quoteName(name)} ${columnType(schema)}`,
  );
  return fields.length === 0 ? 'JSON' : `STRUCT(${fields.join(', ')})`;
}
