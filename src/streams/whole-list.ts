import type { JsonObject } from '../base/json-object.ts';
import type { GongRequest } from '../gong/client.ts';
import { keyOf, PAGE_SIZE, type List } from './list.ts';

export interface WholeListOptions {
  /** As it is called in logs; mostly the name of its stream. */
  readonly name: string;
  readonly path: GongRequest['path'];
  readonly itemsKey: string;
  /** The fields that tell an item from all others. */
  readonly key: readonly string[];
  readonly pages?: List['pages'];
}

/** A list of a GET without any filter on time, which every sync reads whole. */
export function wholeList({ name, path, itemsKey, key, pages }: WholeListOptions): List {
  return {
    name,
    granularity: 'none',
    itemsKey,
    pageSize: PAGE_SIZE,
    request: () => ({ method: 'GET', path }),
    key: (item) => keyOfFields(item, key),
    ...(pages === undefined ? {} : { pages }),
  };
}

/** One value for a key of several fields; undefined where one of them is missing. */
export function keyOfFields(item: JsonObject, fields: readonly string[]): unknown {
  const parts = fields.map((field) => keyOf(item[field]));
  if (parts.some((part) => part === undefined || part === null)) return undefined;
  return parts.length === 1 ? parts[0] : JSON.stringify(parts);
}
