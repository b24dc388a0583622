import { formatInstant, type Instant } from '../../base/instant.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { DELETED_AT } from '../../protocol/deletion.ts';
import type { Stream } from '../../streams/stream.ts';
import { idOfItem } from './identity.ts';
import { writeItemTime } from './item-time.ts';
import { momentOfChange, type SavedChanges } from './saved-changes.ts';
import type { SeenItem } from './seen-item.ts';

/**
 * Says of all that has gone out of the item that it is deleted. The cursor is the one that went out: with a smaller one
 * a destination would keep the row, with a greater one it would not take an item that comes back.
 */
export function tombstonesOf(
  item: SeenItem,
  stream: Stream,
  saved: SavedChanges,
  now: Instant,
): readonly JsonObject[] {
  if (saved.seen.form.hasRows) return tombstonesOfRows(item, stream, saved, 0, now);
  const id = idOfItem(item, saved);
  return [
    tombstone(stream, stream.isCompared ? keysOf(id, stream) : [id], cursorOf(item, stream, saved, now), now),
  ];
}

/** The same of its rows from this one on. */
export function tombstonesOfRows(
  item: SeenItem,
  stream: Stream,
  saved: SavedChanges,
  from: number,
  now: Instant,
): readonly JsonObject[] {
  const id = idOfItem(item, saved);
  const cursor = cursorOf(item, stream, saved, now);
  const hasPosition = stream.primaryKey.length > 1;
  return Array.from({ length: Math.max(0, item.rows - from) }, (_, index) =>
    tombstone(stream, hasPosition ? [id, from + index] : [id], cursor, now),
  );
}

function cursorOf(
  { hour, time }: SeenItem,
  { isCompared }: Stream,
  saved: SavedChanges,
  now: Instant,
): string {
  return isCompared ? formatInstant(momentOfChange(saved, now)) : writeItemTime(hour, time);
}

function tombstone(stream: Stream, keys: readonly unknown[], cursor: string, now: Instant): JsonObject {
  return {
    ...Object.fromEntries(stream.primaryKey.map((field, index) => [field, keys[index]])),
    ...(stream.cursorField === undefined ? {} : { [stream.cursorField]: cursor }),
    [DELETED_AT]: formatInstant(now),
  };
}

function keysOf(id: string, { primaryKey }: Stream): readonly unknown[] {
  if (primaryKey.length === 1) return [id];
  const keys: unknown = JSON.parse(id);
  return Array.isArray(keys) ? keys : [id];
}
