import type { JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { ByParents, type PageOfParent } from './by-parents.ts';
import { countedPages } from './counted-pages.ts';
import { parentId, type Parents } from './parent-id.ts';
import { readShared } from './read-once.ts';
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

interface Parent {
  readonly id: string;
  readonly item: JsonObject;
}

function openChildren(gong: Gong, options: EachParentOptions): ReadRecords {
  const { stream, parents: kind, itemsKey, toRecords, onChildren, isShared = false, key } = options;
  const seen = new Set<unknown>();
  const byParents = new ByParents<Parent>({
    gong,
    stream,
    isShared,
    nameOf: ({ id }) => id,
    request: ({ id }) => options.request(id),
    read: (request, _parent, signal) =>
      isShared ? readShared(gong, request, itemsKey, signal) : countedPages(gong, request, itemsKey, signal),
  });
  async function* records(pages: AsyncIterable<PageOfParent<Parent>>) {
    for await (const { parent, page } of pages) {
      const { items, envelope = {} } = page;
      onChildren?.(gong, items);
      const all = items.flatMap((child) => toRecords(child, parent.item, envelope));
      yield key === undefined ? all : all.filter((record) => isNew(key(record), seen));
    }
  }
  async function* readChildren(parents: readonly JsonObject[], signal: AbortSignal) {
    for (const item of parents) {
      const id = parentId(gong, stream, kind, item);
      if (id !== undefined) yield* records(byParents.read({ id, item }, signal));
    }
  }
  return Object.assign(readChildren, { end: (signal: AbortSignal) => records(byParents.end(signal)) });
}

function isNew(key: unknown, seen: Set<unknown>): boolean {
  if (key === undefined || key === null) return true;
  return seen.size < seen.add(key).size;
}
