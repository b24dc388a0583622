import type { JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { ParentFailures } from './parent-failures.ts';
import { parentId, type Parents } from './parent-id.ts';
import { asPage, readOnce } from './read-once.ts';
import type { LookUp, ReadRecords } from './stream.ts';

export interface EachParentOptions {
  /** The name of the stream. */
  readonly stream: string;
  readonly parents: Parents;
  /** `id` is what the parent has in the field by which its children are asked for. */
  readonly request: (id: string) => GongRequest;
  readonly itemsKey: string;
  /** The records of a child: it, with what is known of its parent, or stands around the list. */
  readonly toRecords: (child: JsonObject, parent: JsonObject, envelope: JsonObject) => readonly JsonObject[];
  /** Gets the children as they come. */
  readonly onChildren?: (gong: Gong, children: readonly JsonObject[]) => void;
  /** Whether another stream asks for the same. */
  readonly isShared?: boolean;
  /** What tells a record from others, where it can come with several parents. */
  readonly key?: (record: JsonObject) => unknown;
}

/**
 * Children that are asked for parent by parent. Gong says of a parent that has gone meanwhile what it says of one without
 * children: that nothing was found.
 */
export function eachParent(options: EachParentOptions): LookUp {
  return { batchSize: 1, open: (gong) => openChildren(gong, options) };
}

function openChildren(gong: Gong, options: EachParentOptions): ReadRecords {
  const { stream, parents: kind, request, itemsKey, toRecords, onChildren, isShared = false, key } = options;
  const seen = new Set<unknown>();
  const failures = new ParentFailures(gong, stream);
  async function* readChildren(parents: readonly JsonObject[], signal: AbortSignal) {
    for (const parent of parents) {
      const id = parentId(gong, kind, parent);
      if (id === undefined) continue;
      const asked = { ...request(id), ...failures.attempts };
      try {
        const pages = isShared
          ? [asPage(await readOnce(gong, request(id), itemsKey, signal))]
          : paginate(gong, asked, itemsKey, signal);
        for await (const { items, envelope = {} } of pages) {
          onChildren?.(gong, items);
          const records = items.flatMap((child) => toRecords(child, parent, envelope));
          yield key === undefined ? records : records.filter((record) => isNew(key(record), seen));
        }
        failures.noteServed();
      } catch (error) {
        signal.throwIfAborted();
        failures.note(id, error);
      }
    }
  }
  return Object.assign(readChildren, { end: () => failures.end() });
}

function isNew(key: unknown, seen: Set<unknown>): boolean {
  if (key === undefined || key === null) return true;
  return seen.size < seen.add(key).size;
}
