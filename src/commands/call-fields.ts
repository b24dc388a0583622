import { rawTextAt } from '../base/json-fields.ts';
import type { JsonObject } from '../base/json-object.ts';
import { plainLine, plainText } from '../terminal/plain-text.ts';

/** Gong's texts may hold anything, and any field may be missing. Whatever is shown to people is taken out by these. */
export function lineAt(value: JsonObject, key: string): string {
  return plainLine(rawTextAt(value, key));
}

/** Several lines. */
export function textAt(value: JsonObject, key: string): string {
  return plainText(rawTextAt(value, key)).trim();
}
