import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { isJsonObject, type JsonObject } from './json-object.ts';
import type { Document } from './document.ts';
import { excerpt, type Defect } from './fault.ts';
import { toJsonSchema } from './to-json-schema.ts';

/** All that a schema of the document does not allow in a value. */
export type FindDefects = (schema: JsonObject, value: unknown) => Defect[];

const BITS: Readonly<Record<string, number>> = { int32: 32, int64: 64 };

export function createFindDefects(document: Document): FindDefects {
  const ajv = new Ajv({ allErrors: true, verbose: true });
  formats.default(ajv);
  ajv.addKeyword({
    keyword: 'wholeNumber',
    errors: false,
    validate: (format: string, value: unknown) => isWhole(value) && fits(value, BITS[format] ?? 64),
  });
  const compiled = new Map<string, ValidateFunction>();
  return (schema, value) => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(toJsonSchema(schema, document));
    compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).filter(isFirstHand).map(describe);
  };
}

function isWhole(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}

function fits(value: number | bigint, bits: number): boolean {
  const whole = BigInt(value);
  return BigInt.asIntN(bits, whole) === whole;
}

/** A value of the wrong type is also none of the choices; once is enough. */
function isFirstHand({ keyword, data }: ErrorObject): boolean {
  return keyword !== 'enum' || typeof data === 'string';
}

function describe({ keyword, instancePath, params, schema, data }: ErrorObject): Defect {
  const { additionalProperty, missingProperty } = params;
  const name = [additionalProperty, missingProperty].find((given) => typeof given === 'string');
  const place = typeof name === 'string' ? `${instancePath}/${name}` : instancePath;
  const value = typeof name === 'string' && isJsonObject(data) ? data[name] : data;
  const at = place
    .slice(1)
    .replaceAll(/\/\d+(?=\/|$)/g, '[]')
    .replaceAll('/', '.');
  return { at, what: complaint(keyword, schema, data, at), seen: `${place} is ${excerpt(value)}` };
}

function complaint(keyword: string, schema: unknown, data: unknown, at: string): string {
  if (keyword === 'additionalProperties') return 'undeclared';
  if (keyword === 'required') return 'missing';
  if (keyword === 'enum') return `${excerpt(data)} instead of one of ${excerpt(schema)}`;
  if (keyword === 'format') return `not a ${String(schema)}`;
  if (keyword === 'type' || keyword === 'wholeNumber')
    return `${kindOf(data, at)} instead of ${String(schema)}`;
  return `breaks ${keyword}`;
}

/** A field that is null is one thing, a null in a list or for a whole answer another. */
function kindOf(data: unknown, at: string): string {
  if (data === null) return /[^\]]$/.test(at) ? 'null' : 'null item';
  if (Array.isArray(data)) return 'array';
  if (!isWhole(data)) return typeof data;
  return fits(data, 64) ? 'integer' : `integer of ${String(data).replace('-', '').length} digits`;
}
