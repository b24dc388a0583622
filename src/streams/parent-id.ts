import type { JsonObject } from '../base/json-object.ts';
import type { Gong } from '../gong/client.ts';

/** Half of a surrogate pair, which no address can hold. */
const HALF_PAIR = /\p{Surrogate}/u;

/** What was said, by the events of a sync, which all that read for it have in common. */
const said = new WeakMap<Gong['events'], Set<string>>();

/** What is asked for by parents. */
export interface Parents {
  /** As a warning calls them, such as `users`. */
  readonly name: string;
  /** The field by which Gong is asked for what belongs to one of them. */
  readonly field: string;
}

/** An id as a text; undefined for what is none, by which nothing can be asked for. */
export function idText(id: unknown): string | undefined {
  const text = typeof id === 'number' ? String(id) : id;
  return typeof text === 'string' && text !== '' && !HALF_PAIR.test(text) ? text : undefined;
}

/** The id by which to ask for what belongs, in a stream, to a parent. That one has none is said once a sync. */
export function parentId(
  gong: Gong,
  stream: string,
  { name, field }: Parents,
  parent: JsonObject,
): string | undefined {
  const id = idText(parent[field]);
  if (id !== undefined) return id;
  gong.events.emit('leftOut', { stream });
  const text = `Gong's list of ${name} holds entries without a usable ${field}, so what belongs to them cannot be asked for and is left out.`;
  const texts = said.get(gong.events) ?? new Set();
  said.set(gong.events, texts);
  if (texts.size < texts.add(text).size) gong.events.emit('warning', { text });
  return undefined;
}
