import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { plainLine, plainText } from '../terminal/plain-text.ts';

/** Gong's texts may hold anything, and any field may be missing. Whatever is shown to people is taken out by these. */
export function lineAt(value: JsonObject, key: string): string {
  return plainLine(rawTextAt(value, key));
}

/** Several lines. */
export function textAt(value: JsonObject, key: string): string {
  return plainText(rawTextAt(value, key)).trim();
}

export function numberAt(value: JsonObject, key: string): number | undefined {
  const number = value[key];
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function objectAt(value: JsonObject, key: string): JsonObject {
  const inner = value[key];
  return isJsonObject(inner) ? inner : {};
}

export function objectsAt(value: JsonObject, key: string): readonly JsonObject[] {
  return listAt(value, key).filter(isJsonObject);
}

export function listAt(value: JsonObject, key: string): readonly unknown[] {
  const list = value[key];
  return Array.isArray(list) ? list : [];
}

function rawTextAt(value: JsonObject, key: string): string {
  const text = value[key];
  return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
}
