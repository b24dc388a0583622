import { isJsonObject, type JsonObject } from '../../../src/base/json-object.ts';
import { DELETED_AT } from '../../../src/protocol/deletion.ts';
import { CHANGED_AT } from '../../../src/streams/stream.ts';

/**
 * What of a record is Gong's content, as a text that is the same for the same content: null is as good as absent, and an
 * address is signed anew in each response.
 */
export function normal(record: JsonObject): string {
  const { [DELETED_AT]: _deletedAt, [CHANGED_AT]: _changedAt, ...content } = record;
  return JSON.stringify(ordered(content));
}

function ordered(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/signature=\d+$/, 'signature=');
  if (Array.isArray(value)) return value.map(ordered);
  if (!isJsonObject(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  const sorted = fields.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, field]) => [name, ordered(field)]));
}
