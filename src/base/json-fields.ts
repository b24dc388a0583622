import { objectOf, objectsOf, type JsonObject } from './json-object.ts';

/** Of what Gong sends any field may be missing, null or of another type. These give nothing then. */
export function numberAt(value: JsonObject, key: string): number | undefined {
  const number = value[key];
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A number counts as the text that it is: Gong sends some ids so. */
export function rawTextAt(value: JsonObject, key: string): string {
  const text = value[key];
  return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
}

export function objectAt(value: JsonObject, key: string): JsonObject {
  return objectOf(value[key]);
}

export function objectsAt(value: JsonObject, key: string): readonly JsonObject[] {
  return objectsOf(value[key]);
}

export function listAt(value: JsonObject, key: string): readonly unknown[] {
  const list = value[key];
  return Array.isArray(list) ? list : [];
}
