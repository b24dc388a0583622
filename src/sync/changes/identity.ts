import type { JsonObject } from '../../base/json-object.ts';
import { idText } from '../../streams/parent-id.ts';
import type { Stream } from '../../streams/stream.ts';
import { idOfKey, itemKey, type ItemKey } from './item-key.ts';
import { readItemTime, type ItemTime } from './item-time.ts';
import type { SavedChanges } from './saved-changes.ts';
import type { SeenItem } from './seen-item.ts';

/** What a state keeps an item by. */
export interface KeptIdentity {
  readonly key: ItemKey;
  /** An hour, or one of 256 parts of a list without a time. */
  readonly hour: string;
  /** Undefined in a list without a time. */
  readonly time: ItemTime | undefined;
}

/** Undefined where nothing tells the item from others, or when it took place. Then it goes out in each read. */
export function identityOf(item: JsonObject, stream: Stream): KeptIdentity | undefined {
  if (stream.isCompared) {
    const parts = stream.primaryKey.map((field) => idText(item[field]) ?? null);
    if (parts.every((part) => part === null)) return undefined;
    const [single] = parts.length === 1 ? parts : [];
    const key = itemKey(single ?? JSON.stringify(parts));
    return { key, hour: (key.low & 255).toString(16).padStart(2, '0'), time: undefined };
  }
  const { id, time: timeText } = stream.identityOf?.(item) ?? {};
  const text = idText(id);
  const time = readItemTime(timeText);
  if (text === undefined || time === undefined) return undefined;
  return { key: itemKey(text), hour: time.hour, time };
}

export function isAtTime(item: SeenItem, { hour, time }: KeptIdentity): boolean {
  return item.hour === hour && item.time === (time?.microseconds ?? 0);
}

/** The id of an item, or the JSON of several; a digest where that is all that is kept. */
export function idOfItem({ key }: SeenItem, { names }: SavedChanges): string {
  return names.get(nameOf(key)) ?? idOfKey(key);
}

/** What the text of a key is kept by that is no number. */
export function nameOf({ high, low }: Pick<ItemKey, 'high' | 'low'>): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
