import type { RequestRecord } from '../../sandbox/src/index.ts';
import { isObject } from './schema-walk.ts';

/** The window of a request to a list: of its query or of its filter. */
export function windowOf({ query, body }: RequestRecord): Readonly<Record<string, unknown>> {
  const filter = isObject(body) ? body['filter'] : undefined;
  return { ...query, ...(isObject(filter) ? filter : {}) };
}

/** The earliest moment or day that any request asked for. */
export function askedFrom(requests: readonly RequestRecord[]): string {
  const starts = requests.map(windowOf).map((window) => window['fromDateTime'] ?? window['reviewFromDate']);
  const texts = starts.filter((start) => typeof start === 'string');
  return texts.toSorted()[0] ?? '';
}

/** How many requests each path got. */
export function countsOf(requests: readonly RequestRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { path } of requests) counts[path] = (counts[path] ?? 0) + 1;
  return counts;
}
