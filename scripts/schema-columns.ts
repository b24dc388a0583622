import { isJsonObject, type JsonObject } from '../src/base/json-object.ts';

/** A field of a record at any depth. */
export interface Column {
  /** Names with dots between them, `[]` behind a list. */
  readonly path: string;
  readonly type: string;
  readonly unit: string;
  readonly description: string;
}

/** The descriptions of fields with a unit begin with it. */
const UNIT = /^(Milliseconds|Seconds)\b/;

/** Returns all fields of a schema, each before those inside it. A field without a description is an error. */
export function columnsOf(schema: unknown, prefix = ''): Column[] {
  if (!isJsonObject(schema) || !isJsonObject(schema['properties'])) return [];
  return Object.entries(schema['properties']).flatMap(([name, property]) =>
    isJsonObject(property) ? columnAndInner(`${prefix}${name}`, property) : [],
  );
}

function columnAndInner(path: string, schema: JsonObject): Column[] {
  const { description, items } = schema;
  if (typeof description !== 'string') throw new Error(`${path} has no description in its schema`);
  const unit = UNIT.exec(description)?.[0].toLowerCase() ?? '';
  const column = { path, type: typeName(schema), unit, description };
  return [column, ...columnsOf(schema, `${path}.`), ...columnsOf(items, `${path}[].`)];
}

function typeName(schema: JsonObject): string {
  const types = [schema['type']].flat().filter((type) => type !== 'null');
  const [type] = types;
  if (types.length > 2) return 'any';
  if (types.length === 2) return types.join(' or ');
  if (type === 'array')
    return isJsonObject(schema['items']) ? `list of ${typeName(schema['items'])}` : 'list';
  return schema['format'] === 'date-time' ? 'date-time' : String(type);
}
