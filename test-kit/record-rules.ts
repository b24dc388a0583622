import { checkChangedAt, checkDeletion } from './added-field-rules.ts';
import type { JsonObject } from './airbyte-message.ts';
import type { StreamLife } from './stream-life.ts';
import { violation } from './violation.ts';

/** Counts a record, if it may come now, has a fresh key and has only declared fields. */
export function acceptRecord(life: StreamLife, data: JsonObject, line: number): void {
  if (life.phase !== 'running') violation(line, `${life.name}: RECORD before RUNNING`);
  checkFields(life, data, line);
  checkKey(life, data, line);
  checkDeletion(life, data, line);
  checkChangedAt(life, data, line);
  life.recordsSinceState += 1;
}

function checkFields(life: StreamLife, data: JsonObject, line: number): void {
  if (life.options.undeclaredFields === true) return;
  for (const field of Object.keys(data)) {
    if (!life.declaredFields.has(field))
      violation(line, `${life.name}: the catalog declares no field ${field}`);
  }
}

function checkKey(life: StreamLife, data: JsonObject, line: number): void {
  if (life.primaryKey.length === 0) return;
  const values = life.primaryKey.map((path) => valueAt(data, path));
  if (values.some((value) => typeof value === 'object' && value !== null)) {
    violation(line, `${life.name}: the primary key is not scalar: ${JSON.stringify(values)}`);
  }
  if (values.every((value) => value === null || value === undefined)) {
    violation(line, `${life.name}: the primary key is null`);
  }
  const key = JSON.stringify(values);
  if (life.seenKeys.has(key) && life.options.repeatedKeys !== true) {
    violation(line, `${life.name}: the primary key ${key} came before`);
  }
  life.seenKeys.add(key);
}

function valueAt(data: JsonObject, path: readonly string[]): unknown {
  let value: unknown = data;
  for (const name of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  return value;
}
