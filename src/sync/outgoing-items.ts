import type { JsonObject } from '../base/json-object.ts';
import type { Range } from '../streams/list.ts';
import type { Stream } from '../streams/stream.ts';
import type { Changes } from './changes/changes.ts';
import type { OutgoingItem } from './item-sender.ts';
import type { LookedUp } from './look-ups.ts';

/** What is new or different of items that are no more than a page of a list tells. Without `changes` it is all of them. */
export function outgoingItems(
  items: readonly JsonObject[],
  window: Range,
  stream: Stream,
  changes: Changes | undefined,
): OutgoingItem[] {
  if (stream.isCompared) {
    return comparedRecords(
      items.flatMap((item) => stream.toRecords(item, window)),
      changes,
    );
  }
  return items.flatMap((item): OutgoingItem[] => {
    const version = changes?.versionOf(item);
    if (changes !== undefined && version === undefined) return [];
    return [{ version, toRecords: () => stream.toRecords(item, window) }];
  });
}

/** The items by which something new or different may be looked up. */
export function itemsToLookUp(
  items: readonly JsonObject[],
  { isCompared }: Stream,
  changes: Changes | undefined,
): readonly JsonObject[] {
  if (changes === undefined || isCompared) return items;
  return items.filter((item) => changes.needsLookUp(item));
}

/** What is new or different of an item with what was looked up by it. `toRecords` makes records of both. */
export function outgoingLookedUp(
  { found, waiting }: LookedUp,
  toRecords: () => readonly JsonObject[],
  { isCompared, isMadeOfItem }: Stream,
  changes: Changes | undefined,
): OutgoingItem[] {
  if (isCompared) return comparedRecords(toRecords(), changes);
  if (changes === undefined || waiting === undefined) return [{ toRecords }];
  // Nothing has come: whatever is made of that is no version, or it would not be asked for again.
  if (found === undefined && !isMadeOfItem) return [{ toRecords }];
  const version = changes.versionOf(waiting.item, found);
  return version === undefined ? [] : [{ version, toRecords }];
}

/** The records of an item with what was looked up by it, or what was looked up where that is the record itself. */
export function recordsOf({ found, waiting }: LookedUp, stream: Stream): readonly JsonObject[] {
  return waiting === undefined ? [found ?? {}] : stream.toRecords(waiting.item, waiting.window, found);
}

/** In a list without a time each record stands for itself, whatever item it came from. */
function comparedRecords(records: readonly JsonObject[], changes: Changes | undefined): OutgoingItem[] {
  return records.flatMap((record): OutgoingItem[] => {
    const version = changes?.versionOf(record);
    return changes !== undefined && version === undefined ? [] : [{ version, toRecords: () => [record] }];
  });
}
