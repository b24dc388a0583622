import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { JsonObject } from '../../src/json-object.ts';
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
  const at = `${instancePath}${typeof name === 'string' ? `/${name}` : ''}`;
  const seen = `${at === '' ? 'the whole' : at} is ${excerpt(typeof name === 'string' ? undefined : data)}`;
  const what = complaint(keyword, schema, data);
  return { at: at.slice(1).replaceAll(/\/\d+(?=\/|$)/g, '[]').replaceAll('/', '.'), what: what, seen };
}

function complaint(keyword: string, schema: unknown, data: unknown): string {
  if (keyword === 'additionalProperties') return 'undeclared';
  if (keyword === 'required') return 'missing';
  if (keyword === 'enum') return `${excerpt(data)} instead of one of ${excerpt(schema)}`;
  if (keyword === 'format') return `not a ${String(schema)}`;
  if (keyword === 'type' || keyword === 'wholeNumber') return `${kindOf(data)} instead of ${String(schema)}`;
  return `breaks ${keyword}`;
}

function kindOf(data: unknown): string {
  if (data === null) return 'null';
  if (Array.isArray(data)) return 'array';
  if (isWhole(data)) return fits(data, 64) ? 'integer' : `integer of ${String(data).replace('-', '').length} digits`;
  return typeof data;
}
