import { rawTextAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { oneLine } from './markdown.ts';

/** A text of Gong's on one line; undefined where there is none, or nothing but blanks. */
export function lineAt(value: JsonObject, key: string): string | undefined {
  const line = oneLine(rawTextAt(value, key));
  return line === '' ? undefined : line;
}
