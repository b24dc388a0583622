import type { JsonObject } from './airbyte-message.ts';
import type { StreamLife } from './stream-life.ts';
import { violation } from './violation.ts';

const DELETED_AT = '_ab_cdc_deleted_at';
const CHANGED_AT = '_changed_at';

const UTC_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** A deletion tells its key, its cursor and its moment, and nothing else. */
export function checkDeletion(life: StreamLife, data: JsonObject, line: number): void {
  const { [DELETED_AT]: deletedAt, ...rest } = data;
  if (deletedAt === undefined || deletedAt === null) return;
  checkInstant(life, DELETED_AT, deletedAt, line);
  const key = life.primaryKey.flatMap((path) => path.slice(0, 1));
  const expected = new Set([...key, ...(life.cursorField === undefined ? [] : [life.cursorField])]);
  for (const field of expected) {
    if ((rest[field] ?? null) === null) violation(line, `${life.name}: a deletion without ${field}`);
  }
  for (const field of Object.keys(rest)) {
    if (!expected.has(field)) violation(line, `${life.name}: a deletion with ${field}`);
  }
}

/** Records that are compared have the moment of the sync in an incremental read, and in a full refresh they have none. */
export function checkChangedAt(life: StreamLife, data: JsonObject, line: number): void {
  const { [CHANGED_AT]: changedAt } = data;
  if (life.incremental && life.cursorField === CHANGED_AT) checkInstant(life, CHANGED_AT, changedAt, line);
  else if (changedAt !== undefined) violation(line, `${life.name}: ${CHANGED_AT} where nothing is compared`);
}

function checkInstant(life: StreamLife, field: string, value: unknown, line: number): void {
  if (typeof value === 'string' && UTC_INSTANT.test(value)) return;
  violation(line, `${life.name}: ${field} is no UTC instant: ${JSON.stringify(value)}`);
}
