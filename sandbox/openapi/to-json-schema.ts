import { isJsonObject, type JsonObject } from './json-object.ts';
import type { Document } from './document.ts';

/** What says nothing about a value: prose, examples, and what the document's generator left behind. */
const SILENT: ReadonlySet<string> = new Set([
  'description',
  'example',
  'exampleSetFlag',
  'types',
  'writeOnly',
]);

/**
 * An OpenAPI 3.0 schema as JSON Schema: references filled in, objects closed, integers judged by a keyword of our own
 * because those beyond 2^53 are no JavaScript numbers. A keyword that is not known here is an error, lest it is
 * passed over in silence.
 */
export function toJsonSchema(schema: unknown, document: Document): JsonObject {
  const {
    type,
    format,
    properties,
    items,
    required,
    enum: choices,
    uniqueItems,
    minLength,
    additionalProperties: values,
    ...rest
  } = document.resolve(schema);
  const unknown = Object.keys(rest).filter((key) => !SILENT.has(key));
  if (values !== undefined && !isJsonObject(values)) unknown.push('additionalProperties that are no schema');
  if (unknown.length > 0)
    throw new Error(`the document has a keyword that this judge does not know: ${unknown.join()}`);
  if (type === 'integer') return { wholeNumber: format };
  const form = format ?? formInProse(type, rest['description']);
  return {
    type,
    ...(form === undefined ? {} : { format: form }),
    ...(choices === undefined ? {} : { enum: choices }),
    ...(uniqueItems === undefined ? {} : { uniqueItems }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(required === undefined ? {} : { required }),
    ...(items === undefined ? {} : { items: toJsonSchema(items, document) }),
    ...(isJsonObject(properties) ? closed(properties, document) : {}),
    ...(isJsonObject(values) ? { additionalProperties: toJsonSchema(values, document) } : {}),
  };
}

function closed(properties: JsonObject, document: Document): JsonObject {
  const entries = Object.entries(properties).map(([name, inner]) => [name, toJsonSchema(inner, document)]);
  return { properties: Object.fromEntries(entries), additionalProperties: false };
}

/** Most dates are plain strings in the document's schemas; only the text beside them says how they are written. */
function formInProse(type: unknown, description: unknown): string | undefined {
  if (type !== 'string' || typeof description !== 'string') return undefined;
  if (description.includes('YYYY-MM-DD')) return 'date';
  return description.includes('ISO-8601') ? 'date-time' : undefined;
}
