import type { RecordName } from '../generated/records.ts';
import { parseInstant } from '../base/instant.ts';
import { isJsonObject, objectOf, type JsonObject } from '../base/json-object.ts';
import type { Output } from '../protocol/output.ts';

/** Returns what it is given, or a copy of it where something in it changes: other streams' records may hold the same objects. */
type Rewrite = (value: unknown) => unknown;

/** A date-time without an offset is of no known zone, and one with a Z is in UTC. */
const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?([+-]\d{2}:?\d{2})$/;

/** Of a date-time with a year of four digits. */
const ISO_LENGTH = '2026-01-31T08:00:00.000Z'.length;

/** Returns an output that writes to this one, the date-times of records in UTC: those that are such by the schemas. */
export function withUtcTimes(output: Output, schemas: Readonly<Record<RecordName, object>>): Output {
  const rewrites = new Map(
    Object.entries(schemas).map(([stream, schema]) => [stream, rewriteOf(schema)] as const),
  );
  return {
    message: (message) => output.message(message),
    flush: () => output.flush(),
    addSecrets: (secrets) => output.addSecrets(secrets),
    records(stream, records, onUnwritable) {
      const rewrite = rewrites.get(stream);
      const inUtc = rewrite === undefined ? records : records.map((record) => objectOf(rewrite(record)));
      return output.records(stream, inUtc, onUnwritable);
    },
  };
}

/** Follows only what leads to a date-time: the rest of a record costs nothing. */
function rewriteOf(schema: unknown): Rewrite | undefined {
  if (!isJsonObject(schema)) return undefined;
  if (schema['format'] === 'date-time') return toUtc;
  const ofItems = rewriteOf(schema['items']);
  const ofFields = isJsonObject(schema['properties']) ? rewritesOf(schema['properties']) : [];
  if (ofItems === undefined && ofFields.length === 0) return undefined;
  return (value) => {
    if (Array.isArray(value)) return ofItems === undefined ? value : rewriteItems(value, ofItems);
    return isJsonObject(value) ? rewriteFields(value, ofFields) : value;
  };
}

function rewriteItems(items: readonly unknown[], rewrite: Rewrite): readonly unknown[] {
  const rewritten = items.map(rewrite);
  return rewritten.every((item, index) => item === items[index]) ? items : rewritten;
}

function rewriteFields(value: JsonObject, fields: readonly (readonly [string, Rewrite])[]): JsonObject {
  let copy: JsonObject | undefined;
  for (const [field, rewrite] of fields) {
    const before = value[field];
    const after = before === undefined ? undefined : rewrite(before);
    if (after === before) continue;
    copy ??= { ...value };
    copy[field] = after;
  }
  return copy ?? value;
}

function rewritesOf(properties: object): (readonly [string, Rewrite])[] {
  return Object.entries(properties).flatMap(([field, schema]) => {
    const rewrite = rewriteOf(schema);
    return rewrite === undefined ? [] : [[field, rewrite] as const];
  });
}

/** The fraction of a second stays as it is. What is no date-time does as well. */
function toUtc(value: unknown): unknown {
  const match = typeof value === 'string' ? WITH_OFFSET.exec(value) : null;
  if (match === null) return value;
  const [, local = '', fraction = '', offset = ''] = match;
  const instant = parseInstant(local + offset);
  if (instant === undefined) return value;
  const utc = new Date(instant).toISOString();
  return utc.length === ISO_LENGTH ? `${utc.slice(0, local.length)}${fraction}Z` : value;
}
