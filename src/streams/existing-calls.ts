import { objectOf, type JsonObject } from '../base/json-object.ts';
import type { Gong } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { PAGE_SIZE } from './list.ts';
import { idText } from './parent-id.ts';

/** "Call ID ... was not found" */
const NOT_FOUND = /\bnot found\b/i;

/** Asks for one call after the other: the list of calls has no filter by ids. */
export async function existingCalls(
  gong: Gong,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const existing = new Set<string>();
  for (const id of ids) {
    const path = `/v2/calls/${encodeURIComponent(id)}` as const;
    const outcome = await gong.request({ method: 'GET', path }, signal);
    const isMissing =
      outcome.kind === 'empty' ||
      (outcome.kind === 'rejected' && outcome.status === 404 && NOT_FOUND.test(outcome.text));
    if (outcome.kind === 'rejected' && !isMissing) throw outcome.error;
    if (!isMissing) existing.add(id);
  }
  return existing;
}

/** A call that the config leaves out exists as well, such as one of another workspace. */
export async function existingExtensiveCalls(
  gong: Gong,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const existing = new Set<string>();
  for (let from = 0; from < ids.length; from += PAGE_SIZE) {
    const callIds = ids.slice(from, from + PAGE_SIZE);
    const body: JsonObject = { filter: { callIds } };
    const request = { method: 'POST', path: '/v2/calls/extensive', body } as const;
    let counted = 0;
    let came = 0;
    for await (const { items, total = 0 } of paginate(gong, request, 'calls', signal)) {
      counted = Math.max(counted, total);
      came += items.length;
      for (const call of items) existing.add(idText(objectOf(call['metaData'])['id']) ?? '');
    }
    // Some are there that have not come, and nobody knows which.
    if (came < counted) for (const id of callIds) existing.add(id);
  }
  return existing;
}
