import { isJsonObject } from '../base/json-object.ts';
import type { Redact } from './redaction.ts';

/** Returns the same value with its texts masked, so that its JSON stays what it is even where a secret reads like a part of it. */
export function maskTexts<Value>(value: Value, redact: Redact): Value;
export function maskTexts(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((each: unknown) => maskTexts(each, redact));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskTexts(inner, redact)]));
}
